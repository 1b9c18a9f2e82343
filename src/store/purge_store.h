/* SPDX-License-Identifier: MIT */
/*
 * The personal rows of a closed task, taken away for good: students, codes,
 * photos, payments and whatever refers to them.  The task, its settings, the
 * log and (unless all but the log goes) its packages with the hashes of what
 * was in them stay.  Main thread only.
 */
#ifndef STORE_PURGE_STORE_H
#define STORE_PURGE_STORE_H

#include <stdbool.h>

#include "store/session.h"

struct purge_store {
	bool packages; /* they go, too */
	/* filled: what went */
	long long students, photos, codes, rows; /* rows: of all tables */
	/* rows of the log that stay and name their student in a typed text */
	long long named;
};

/* Before that transaction and behind it. */
int purge_store_begin(struct store *store, struct error *err);
int purge_store_end(struct store *store, struct error *err);

/*
 * In the caller's transaction.  ERROR_POLICY for a task that is open, and while
 * an open task's photo is stopped for being the same as one that would go.
 */
int purge_store_rows(const struct session *session, struct purge_store *purge,
		     struct error *err);

#endif
