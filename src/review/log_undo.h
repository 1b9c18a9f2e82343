/* SPDX-License-Identifier: MIT */
/*
 * Undoing an event of a case: state, counters, photo in force and overruled
 * findings are as before it.  The log gets a row for the undo; nothing is
 * removed from it.  Main thread only.
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
 * ERROR_USAGE when there is no reason or no such row.  ERROR_POLICY, which says
 * what to do instead, when the event cannot be undone, was undone already, or
 * later steps depend on it.  A dry run reports the same and changes nothing.
 */
int log_undo(const struct session *session, const struct log_undo *undo,
	     struct log_undone *out, struct error *err);

#endif
