/* SPDX-License-Identifier: MIT */
/*
 * Which events of the log can be undone, and how.  An undo is itself an event,
 * added at the end: nothing is erased, but the ledger skips the row that was
 * undone.  Pure; plain values.
 *
 *	seq   event     before    after
 *	 10   approve   pending   approved
 *	 11   undo      approved  pending    {"undoes":10,"what":"approve",…}
 */
#ifndef RULES_CASE_UNDO_H
#define RULES_CASE_UNDO_H

#include <stdbool.h>

enum case_undo_way {
	CASE_UNDO_NONE,	 /* cannot be undone; why says what to do instead */
	CASE_UNDO_STATE, /* changed the state; only the last one can be undone
			  */
	CASE_UNDO_MARK,	 /* changed no state */
};

struct case_undo {
	const char *event;
	enum case_undo_way way;
	bool decision;	 /* only who made it, or a lead, may undo it */
	const char *why; /* N_(); for CASE_UNDO_NONE */
};

/*
 * Whether and how to undo an event of the log; before is the name of the state
 * that the case had before it.  Never NULL.
 */
const struct case_undo *case_undo_of(const char *event, const char *before);

#endif
