/* SPDX-License-Identifier: MIT */
/*
 * An event of a case taken back: the case, its counters, its photo in force
 * and what was overruled are as before.  The log gets a row, nothing leaves
 * it.  Main thread only.
 */
#ifndef REVIEW_LOG_UNDO_H
#define REVIEW_LOG_UNDO_H

#include "store/session.h"
#include "store/student_store.h"

struct log_undo {
	long long seq; /* of the log */
	const char *reason;
};

struct log_undone {
	struct student_row row; /* as it is now; student_store_release() */
	char event[48];		/* what was taken back */
	enum case_state from;	/* where the case was */
};

/*
 * ERROR_USAGE without a reason or such a row, ERROR_POLICY with what to do
 * instead when it cannot be taken back, was already, or later steps stand on
 * it.  A dry run tells the same and changes nothing.
 */
int log_undo(const struct session *session, const struct log_undo *undo,
	     struct log_undone *out, struct error *err);

#endif
