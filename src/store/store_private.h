/* SPDX-License-Identifier: MIT */
/*
 * What the files of src/store/ share; nobody else includes this.  Who calls
 * whom, downwards:
 *
 *	store_open      make or open a folder, refuse what is newer
 *	store_file      the database as a file: sound enough to be opened?
 *	store_migrate   older schemas to today's
 *	store, sql      the handle, transactions, statements
 *	store_restore   a backup in the place of what was lost
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
	bool is_read_only;     /* where it lies nothing can be written */
	bool has_wal, has_shm; /* beside the database, before the open */
	bool was_torn;	       /* a statement was stopped half way */
	double asked_to_stop;  /* when the running statement heard of it */
	struct {
		const struct sql_query *query;
		sqlite3_stmt *stmt;
	} cache[STORE_STATEMENTS];
};

/*
 * ERROR_STORE: the database is damaged, what is the matter with it, and what a
 * person does next.  store_file.c.
 */
int store_damaged(const struct store *store, const char *what,
		  struct error *err);

/*
 * Whether path can be a database at all, without touching anything: damage is
 * ERROR_STORE, what the system refuses is its own reason.  Also learns what
 * stands beside it.
 */
int store_file_check(struct store *store, const char *path, struct error *err);

/* Whether a folder without a database holds the pictures of a store. */
bool store_file_is_lost(const char *folder);
bool store_file_is_writable(const char *folder, const char *path);

/* A handle of a folder, nothing opened. */
struct store *store_new(const char *folder);

/* Fill err from SQLite's own message. */
int store_fail(struct store *store, struct error *err);

/* ERROR_POLICY: what is wanted would write where nothing can be written. */
int store_fail_read_only(const struct store *store, struct error *err);

/* SQLite's progress callback: whether the running statement ends here. */
int store_is_stopped(void *ctx);

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
