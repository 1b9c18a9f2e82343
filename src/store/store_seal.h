/* SPDX-License-Identifier: MIT */
/*
 * Seals: for each row of every other table the log keeps a digest, written in
 * the transaction that changed the row.  So a row that somebody changed, added
 * or took away without this program is found, whatever the row means; what it
 * means is folded beside it (ledger_store_each_wrong()).
 *
 * A store of an older version is sealed as it was found when it was migrated:
 * what happened to these rows before cannot be proven.  Main thread only.
 */
#ifndef STORE_STORE_SEAL_H
#define STORE_STORE_SEAL_H

#include <stdbool.h>

#include "base/error.h"
#include "store/store.h"

/* Events of the log whose detail holds seals. */
#define STORE_SEAL_WRITTEN "sealed"
#define STORE_SEAL_FOUND   "sealed-as-found"

/* Whether a row of the log holds nothing but seals. */
bool store_seal_is_event(const char *event);

/* A row that is not what its seal says. */
struct store_seal_wrong {
	const char *table;
	const char *row;      /* its id, or a hash of its key */
	long long student_id; /* whose it is; 0 = not known, or nobody's */
	const char *number;   /* that student's 学号, or "" */
	/* digests; "" = no such row, or never sealed */
	const char *in_table, *by_log;
};
typedef int (*store_seal_fn)(void *ctx, const struct store_seal_wrong *wrong,
			     struct error *err);

/*
 * fn for each wrong row, tables by name, rows that are gone last.  *found
 * becomes the number of rows that nobody has written since they were found.
 */
int store_seal_each_wrong(struct store *store, store_seal_fn fn, void *ctx,
			  long *found, struct error *err);

#endif
