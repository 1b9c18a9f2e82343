/* SPDX-License-Identifier: MIT */
/*
 * Moving a case along the map of rules/case_state.h: the state changes, the
 * log gets its row, in the caller's transaction.  The one way to change a
 * state; every workflow goes through it.  What changes no state (a check, an
 * unmask) is a row of the log alone: log_store_note().
 */
#ifndef STORE_CASE_STORE_H
#define STORE_CASE_STORE_H

#include "rules/case_state.h"
#include "store/session.h"
#include "store/student_store.h"

struct case_store_step {
	enum case_event event;
	const char *note;   /* for people; NULL = none */
	const char *detail; /* for the log: codes, hashes; NULL = none */
};

/*
 * Apply the step to the row's case; row->state is updated.  ERROR_POLICY
 * naming the pair when the map does not have it.
 */
int case_store_move(const struct session *session, struct student_row *row,
		    const struct case_store_step *step, struct error *err);

#endif
