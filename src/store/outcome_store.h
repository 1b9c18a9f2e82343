/* SPDX-License-Identifier: MIT */
/*
 * Outcomes, in words, of comparisons that other systems made: rows are only
 * added.  Main thread only.
 */
#ifndef STORE_OUTCOME_STORE_H
#define STORE_OUTCOME_STORE_H

#include "rules/outcome.h"
#include "store/session.h"

struct outcome_row {
	long long student_id, photo_id; /* 0 = no photo in force */
	enum outcome_kind kind;
	enum outcome outcome;
	const char *source; /* the file's or the program's name */
	const char *who;
	date_time at;
};

/* 1 = added; 0 = equal to the photo's last one of this kind; -1 with err. */
int outcome_store_add(struct store *store, const struct outcome_row *row,
		      struct error *err);

/*
 * The last outcome of a kind for a photo, or for the student from before there
 * was a photo: 1, 0 = none, -1 with err.  The caller sets student_id, photo_id,
 * kind and at (the latest time allowed; 0 = any); outcome and at are filled in.
 */
int outcome_store_of(struct store *store, struct outcome_row *asked,
		     struct error *err);

#endif
