/* SPDX-License-Identifier: MIT */
/*
 * Cleaning the cells of a roster: the text of a cell becomes a field of the
 * student, and findings say what was changed.
 *
 * Numbers become half-width (NFKC) and lose blanks and invisible characters;
 * document numbers get capitals.  Dates in any usual form become 2005-01-31.
 * Names follow rules/person_name.h.  Remarks and addresses are only changed at
 * their ends.  A number that has lost digits in a spreadsheet (4.2E+17, or
 * zeros in place of the last digits) is an error; it is kept as it came and
 * never repaired.
 *
 * struct roster_clean counts how each column is written, so that a row that
 * differs from the others is noticed; pass the rows in order.  One owner, one
 * thread.
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
	bool unmask;	 /* findings show document numbers unmasked */
	long rare_names; /* names so far with characters outside GBK */
	unsigned form[STUDENT_FIELD_COUNT][ROSTER_CLEAN_FORMS];
	unsigned xh_length[ROSTER_CLEAN_LENGTHS]; /* 学号 of digits only */
	unsigned xh_zero[ROSTER_CLEAN_LENGTHS];	  /* those that begin with 0 */
};

#define ROSTER_CLEAN_INIT                                                      \
	{                                                                      \
		0                                                              \
	}

/* Fill row->student's field from the cell and add findings about it. */
void roster_clean_cell(struct roster_clean *clean, struct roster_row *row,
		       enum student_field field, const struct sheet_cell *cell);

#endif
