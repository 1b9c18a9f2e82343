/* SPDX-License-Identifier: MIT */
/*
 * What reviewers decided: rows are only added.  What is in force is the state
 * of the case; the rows are for the office's questions (sqlite3, reports).
 */
#ifndef STORE_DECISION_STORE_H
#define STORE_DECISION_STORE_H

#include "base/sha256.h"
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

/*
 * The SHA-256 of the standard photo that the last approval of this photo was
 * about; "" when it was not noted (older stores) or there is none.
 */
int decision_store_approved(struct store *store, long long student_id,
			    long long photo_id, char sha256[SHA256_HEX],
			    struct error *err);

#endif
