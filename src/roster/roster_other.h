/* SPDX-License-Identifier: MIT */
/*
 * A row against the task and the store's other ones: one person is in one open
 * task (S1, S5), and of the task's 学历类别.  Warnings: who stands in two by
 * right (a second degree) is the office's to say.
 */
#ifndef ROSTER_ROSTER_OTHER_H
#define ROSTER_ROSTER_OTHER_H

#include "rules/roster_row.h"
#include "store/session.h"

/* Adds RST-OTHER-TASK and RST-CATEGORY to the row's findings. */
int roster_other_check(const struct session *session, struct roster_row *row,
		       struct error *err);

#endif
