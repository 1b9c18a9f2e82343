/* SPDX-License-Identifier: MIT */
/*
 * What a failed comparison does to a case: the case is stopped with the reason,
 * and when as many different photos have failed as the policy compare_fails
 * says, it is handed to the student office.  Main thread only.
 */
#ifndef COMPARE_COMPARE_INTERCEPT_H
#define COMPARE_COMPARE_INTERCEPT_H

#include "rules/finding.h"
#include "rules/ledger.h"
#include "store/session.h"
#include "store/student_store.h"

struct compare_stop {
	unsigned by;		   /* enum ledger_fails, or-ed */
	struct findings *findings; /* the first error is the reason */
};

/*
 * Stop the case.  Adds CMP-THREE-FAILS and escalates when this photo was one
 * too many.
 */
int compare_intercept_stop(const struct session *session,
			   struct student_row *row,
			   const struct compare_stop *stop, struct error *err);

/* The photo of a case that is stopped has failed in one more way. */
int compare_intercept_more(const struct session *session,
			   struct student_row *row,
			   const struct compare_stop *stop, struct error *err);

#endif
