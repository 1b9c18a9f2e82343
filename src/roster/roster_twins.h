/* SPDX-License-Identifier: MIT */
/*
 * Who came before in the same list: repeated rows, numbers used twice, the
 * same person twice, a person with two registrations (两个学籍).  The second
 * of two gets the finding, with the number of the first.  About 70 bytes a
 * student are kept, never the rows.  One owner, one thread.
 */
#ifndef ROSTER_ROSTER_TWINS_H
#define ROSTER_ROSTER_TWINS_H

#include "base/error.h"
#include "roster/roster_keys.h"
#include "rules/roster_row.h"

struct roster_twins_row {
	uint32_t number;	     /* of the row */
	uint32_t name, level, whole; /* hashes */
};

struct roster_twins {
	struct roster_keys xh, ksh, zjhm, person;
	struct roster_twins_row *rows;
	size_t n, cap;
};

#define ROSTER_TWINS_INIT                                                      \
	{                                                                      \
		ROSTER_KEYS_INIT, ROSTER_KEYS_INIT, ROSTER_KEYS_INIT,          \
			ROSTER_KEYS_INIT, NULL, 0, 0                           \
	}

void roster_twins_release(struct roster_twins *twins);

/*
 * Compare a cleaned and checked row with those before it, add findings, and
 * remember it.  columns: bits of the fields the file has.
 */
int roster_twins_check(struct roster_twins *twins, struct roster_row *row,
		       uint64_t columns, struct error *err);

#endif
