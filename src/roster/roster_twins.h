/* SPDX-License-Identifier: MIT */
/*
 * Finding students who occur twice in a list: repeated rows, numbers used
 * twice, the same person twice, a person with two registrations (两个学籍). The
 * later row gets the finding, which names the number of the earlier row.  About
 * 70 bytes per student are kept, not the rows.  One owner, one thread.
 */
#ifndef ROSTER_ROSTER_TWINS_H
#define ROSTER_ROSTER_TWINS_H

#include "base/error.h"
#include "roster/roster_keys.h"
#include "rules/roster_row.h"

struct roster_twins_row {
	uint32_t number;	     /* of the row in the file */
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
