/* SPDX-License-Identifier: MIT */
/*
 * The decisions of reviewers; rows are only added.  What counts is the state of
 * the case; these rows answer the office's questions (sqlite3, reports).  Main
 * thread only.
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
 * The SHA-256 of the standard photo that was approved when this photo was last
 * approved; "" when it never was, and in stores of early versions.
 */
int decision_store_approved(struct store *store, long long student_id,
			    long long photo_id, char sha256[SHA256_HEX],
			    struct error *err);

#endif
