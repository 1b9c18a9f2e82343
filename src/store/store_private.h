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
 *	store_seal      what changed is sealed in the log (store_seal.h)
 *	store_lock      one writer at a time
 *	store_reached   how far the log has come, beside the database
 */
#ifndef STORE_STORE_PRIVATE_H
#define STORE_STORE_PRIVATE_H

#include <sqlite3.h>

#include "base/buf.h"
#include "store/log_store.h"
#include "store/store.h"

enum { STORE_STATEMENTS = 128 };

/* Seconds a statement or a walk goes on after it was asked to stop. */
#define STORE_PATIENCE .2

struct sql_query;

struct store {
	sqlite3 *db;
	char *folder;
	int lock_fd;
	bool in_transaction;
	bool is_read_only;     /* where it lies nothing can be written */
	bool has_wal, has_shm; /* beside the database, before the open */
	bool was_torn;	       /* a statement was stopped half way */
	/* whether the record of how far the log has come is of another log */
	bool reached_known, reached_foreign;
	double asked_to_stop; /* when the running statement heard of it */
	/* seals what changed, before a commit; NULL = nothing to seal by */
	int (*before_commit)(struct store *store, struct error *err);
	void (*after_commit)(struct store *store); /* or NULL */
	struct log_noted noted[LOG_NOTED_EVENTS];
	size_t n_noted;
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

/* 1 when a folder without a database holds the pictures of a store; or -1. */
int store_file_is_lost(const char *folder, struct error *err);
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

/*
 * Seals; store_seal.c writes them, store_seal_check.c reads them.  From
 * _begin() on each change of a row is remembered and sealed by the commit of
 * its transaction; _found() seals all there is.
 */
int store_seal_begin(struct store *store, struct error *err);
int store_seal_found(struct store *store, struct error *err);

enum { STORE_SEAL_ROW = 24, STORE_SEAL_DIGEST = 17 };

/* The tables whose rows are sealed: all but the log itself. */
struct store_seal_names {
	char **names;
	size_t n;
};
int store_seal_tables(struct store *store, struct store_seal_names *out,
		      struct error *err);
void store_seal_names_release(struct store_seal_names *names);

/* The SELECT of a table's rows: the key as a JSON array, then all columns. */
int store_seal_select(struct store *store, const char *table, struct buf *out,
		      struct error *err);
/* How the log calls the row of a key, and its digest ("" = no row). */
void store_seal_row(const char *key, char out[STORE_SEAL_ROW]);
void store_seal_digest(sqlite3_stmt *row, char out[STORE_SEAL_DIGEST]);

/* flock on qctool.lock; store_lock.c. */
int store_lock_take(struct store *store, long wait, struct error *err);
void store_lock_drop(struct store *store);

/*
 * Keep how far the log has come, in the file of the lock; after a commit.  A
 * record that is not of this log is kept, for store_reached_check().  _forget:
 * the database becomes another one on purpose.  store_reached.c.
 */
void store_reached_note(struct store *store);
void store_reached_forget(struct store *store);

#endif
