/* SPDX-License-Identifier: MIT */
/*
 * Which events of the log can be taken back, and how.  Taking back is an event
 * of its own behind the others: nothing is erased, the fold passes over the
 * row that was taken back.  Pure; plain values.
 *
 *	seq   event     before    after
 *	 10   approve   pending   approved
 *	 11   undo      approved  pending    {"undoes":10,"what":"approve",…}
 */
#ifndef RULES_CASE_UNDO_H
#define RULES_CASE_UNDO_H

#include <stdbool.h>

enum case_undo_way {
	CASE_UNDO_NONE,	 /* why says what to do instead */
	CASE_UNDO_STATE, /* the last step alone: back to where it came from */
	CASE_UNDO_MARK,	 /* an event that moved no state */
};

struct case_undo {
	const char *event;
	enum case_undo_way way;
	bool decision;	 /* whoever made it or a lead may take it back */
	const char *why; /* N_(); of CASE_UNDO_NONE */
};

/*
 * The row of the table for an event of the log that came from the state named
 * before; never NULL.
 */
const struct case_undo *case_undo_of(const char *event, const char *before);

#endif
