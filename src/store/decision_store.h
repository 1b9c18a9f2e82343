/* SPDX-License-Identifier: MIT */
/* What reviewers decided, and packages with what went into them. */
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

typedef int (*decision_store_fn)(void *ctx, const struct decision_row *row,
				 struct error *err);
int decision_store_each(struct store *store, long long student_id,
			decision_store_fn fn, void *ctx, struct error *err);

#endif
