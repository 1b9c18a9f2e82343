/* SPDX-License-Identifier: MIT */
/*
 * Cleaning a roster's cell into a field of a student, with findings about what
 * was changed.
 *
 * Number fields: half-width (NFKC), no blanks or invisible characters,
 * document numbers in capitals.  Dates: any usual form into 2005-01-31.
 * Names by rules/person_name.h.  Remarks and addresses keep their inside.
 * Numbers that lost digits (4.2E+17, zeroed tails) are errors, kept as they
 * came and never repaired.
 *
 * The state remembers how the columns are usually written, so that a row that
 * differs is noticed; give it the rows in order.  One owner, one thread.
 */
#ifndef ROSTER_ROSTER_CLEAN_H
#define ROSTER_ROSTER_CLEAN_H

#include <stdbool.h>

#include "codec/table/sheet.h"
#include "rules/roster_row.h"

enum {
	ROSTER_CLEAN_FORMS = 8,
	/* enum roster_date_form */ ROSTER_CLEAN_LENGTHS = 24
};

struct roster_clean {
	bool unmask;	 /* document numbers in clear in details */
	long rare_names; /* seen so far, with characters outside GBK */
	unsigned form[STUDENT_FIELD_COUNT][ROSTER_CLEAN_FORMS];
	unsigned xh_length[ROSTER_CLEAN_LENGTHS]; /* of numbers in digits */
	unsigned xh_zero[ROSTER_CLEAN_LENGTHS];	  /* of those, with leading 0 */
};

#define ROSTER_CLEAN_INIT                                                      \
	{                                                                      \
		0                                                              \
	}

/* Fill row->student's field from the cell and add findings about it. */
void roster_clean_cell(struct roster_clean *clean, struct roster_row *row,
		       enum student_field field, const struct sheet_cell *cell);

#endif
