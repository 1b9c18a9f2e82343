/* SPDX-License-Identifier: MIT */
/*
 * What the files of src/store/ share; nobody else includes this.  Who calls
 * whom, downwards:
 *
 *	store_open      make or open a folder, refuse what is newer
 *	store_migrate   older schemas to today's
 *	store, sql      the handle, transactions, statements
 *	store_lock      one writer at a time
 */
#ifndef STORE_STORE_PRIVATE_H
#define STORE_STORE_PRIVATE_H

#include <sqlite3.h>

#include "store/store.h"

enum { STORE_STATEMENTS = 128 };

struct sql_query;

struct store {
	sqlite3 *db;
	char *folder;
	int lock_fd;
	bool in_transaction;
	struct {
		const struct sql_query *query;
		sqlite3_stmt *stmt;
	} cache[STORE_STATEMENTS];
};

/* Fill err from SQLite's own message. */
int store_fail(struct store *store, struct error *err);

/* Plain statements without arguments. */
int store_exec(struct store *store, const char *text, struct error *err);

/*
 * Bring the schema to the newest version in one transaction; a store that is
 * not fresh is copied to backups/schema-N.db first.  store_migrate.c.
 */
int store_migrate_run(struct store *store, bool fresh, struct error *err);
int store_migrate_newest(void);

/* flock on qctool.lock; store_lock.c. */
int store_lock_take(struct store *store, long wait, struct error *err);
void store_lock_drop(struct store *store);

#endif
