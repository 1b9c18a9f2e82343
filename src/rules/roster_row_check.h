/* SPDX-License-Identifier: MIT */
/*
 * What is wrong with a cleaned row of a roster by itself: numbers against
 * their rules and each other, enumerations, dates (RST- findings).  What needs
 * other rows is roster/roster_twins.h.  Pure; thread-safe.
 */
#ifndef RULES_ROSTER_ROW_CHECK_H
#define RULES_ROSTER_ROW_CHECK_H

#include "rules/roster_row.h"

/* What the school or task asks of every row. */
struct roster_row_rules {
	const char *yxdm; /* the school's code; NULL = any */
	uint64_t columns; /* bits of the fields the file has */
	bool unmask;	  /* document numbers in clear in details */
};

/*
 * Add the findings of a cleaned student.  Fields with an error already are
 * not judged again; a field whose column the file lacks is not missed.
 */
void roster_row_check(struct roster_row *row,
		      const struct roster_row_rules *rules);

#endif
