/* SPDX-License-Identifier: MIT */
/*
 * What reviewers decided: rows are only added.  What is in force is the state
 * of the case; the rows are for the office's questions (sqlite3, reports).
 */
#ifndef STORE_DECISION_STORE_H
#define STORE_DECISION_STORE_H

#include "store/store.h"

struct decision_row {
	long long student_id, photo_id;
	const char *decision; /* approve, reject, overrule, withdraw, … */
	const char *reasons;  /* REV- codes separated by blanks */
	const char *note, *who;
	date_time at;
};

int decision_store_add(struct store *store, const struct decision_row *row,
		       struct error *err);

#endif
