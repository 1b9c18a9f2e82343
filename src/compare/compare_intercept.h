/* SPDX-License-Identifier: MIT */
/*
 * What a failed comparison does to a case: it is stopped with the reason, and
 * after as many different photos as the policy compare_fails says it goes
 * to the student office by itself. Main thread only.
 */
#ifndef COMPARE_COMPARE_INTERCEPT_H
#define COMPARE_COMPARE_INTERCEPT_H

#include "rules/finding.h"
#include "store/case_store.h"
#include "store/session.h"

/*
 * Stop the case for the first finding; detail is for the log.  Adds
 * CMP-THREE-FAILS and escalates when this photo was one too many.
 */
int compare_intercept_stop(const struct session *session,
			   struct student_row *row, const char *detail,
			   struct findings *findings, struct error *err);

#endif
