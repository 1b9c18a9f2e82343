/* SPDX-License-Identifier: MIT */
/*
 * Removing the personal rows of a closed task for good: students, codes,
 * photos, payments and everything that refers to them.  The task, its settings
 * and the log are kept, and so are its packages with the hashes of their
 * entries, unless they are to go as well.  Main thread only.
 */
#ifndef STORE_PURGE_STORE_H
#define STORE_PURGE_STORE_H

#include <stdbool.h>

#include "store/session.h"

struct purge_store {
	bool packages; /* remove the packages, too */
	/* filled in: how many rows were removed */
	long long students, photos, codes, rows; /* rows: of all tables */
	/* log rows that remain and name their student in a typed text */
	long long named;
};

/* To be called before and after the transaction of purge_store_rows(). */
int purge_store_begin(struct store *store, struct error *err);
int purge_store_end(struct store *store, struct error *err);

/*
 * Remove the rows, in the caller's transaction.  ERROR_POLICY when the task is
 * open, or when a case of an open task is stopped because its photo is the same
 * as one that would be removed.
 */
int purge_store_rows(const struct session *session, struct purge_store *purge,
		     struct error *err);

#endif
