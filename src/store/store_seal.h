/* SPDX-License-Identifier: MIT */
/*
 * Seals: for each row of every other table the log keeps a digest, written in
 * the transaction that changed the row.  They reveal every row that was
 * changed, added or removed without this program.  (Whether the tables agree
 * with the events of the log is checked by ledger_store_each_wrong().)
 *
 * When a store of an early version is migrated, its rows are sealed as they are
 * found; what happened to them before cannot be proven.  Main thread only.
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

/* A row that does not have the digest of its seal. */
struct store_seal_wrong {
	const char *table;
	const char *row;      /* its id, or a hash of its key */
	long long student_id; /* the student it is about; 0 = none, unknown */
	const char *number;   /* that student's 学号, or "" */
	/* digests; "" = no such row, or never sealed */
	const char *in_table, *by_log;
};
typedef int (*store_seal_fn)(void *ctx, const struct store_seal_wrong *wrong,
			     struct error *err);

/*
 * Call fn for each wrong row, in the order of tables, missing rows last. *found
 * is set to the number of rows that are still only sealed as found.
 */
int store_seal_each_wrong(struct store *store, store_seal_fn fn, void *ctx,
			  long *found, struct error *err);

#endif
