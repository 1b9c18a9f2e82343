/* SPDX-License-Identifier: MIT */
/*
 * Checks of a row against the task and the store's other tasks: a person should
 * be in only one open task, and in one of their own 学历类别.  These are
 * warnings, because somebody may rightly be in two (a second degree); the
 * office decides.
 */
#ifndef ROSTER_ROSTER_OTHER_H
#define ROSTER_ROSTER_OTHER_H

#include "rules/roster_row.h"
#include "store/session.h"

/* Adds RST-OTHER-TASK and RST-CATEGORY to the row's findings. */
int roster_other_check(const struct session *session, struct roster_row *row,
		       struct error *err);

#endif
