/* SPDX-License-Identifier: MIT */
/*
 * What the files of src/store/ share; no other file includes this.  Each file
 * calls only those below it:
 *
 *	store_open      make or open a folder, refuse what is newer
 *	store_file      whether the database file can be opened at all
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
#include "base/file_bundle.h"
#include "store/log_store.h"
#include "store/store.h"

enum { STORE_STATEMENTS = 128 };

/* Seconds that a statement or a loop over rows may go on after a stop. */
#define STORE_PATIENCE .2

struct sql_query;

struct store {
	sqlite3 *db;
	char *folder;
	int lock_fd;
	bool in_transaction;
	bool is_read_only;     /* folder or file cannot be written */
	bool has_wal, has_shm; /* the files were there before the open */
	bool was_torn;	       /* a statement was stopped half way */
	/* whether store_reached.c's record belongs to another log (foreign),
	 * once that was found out (known) */
	bool reached_known, reached_foreign;
	struct file_bundle files; /* of this transaction, not synced yet */
	double asked_to_stop; /* when the running statement noticed a stop */
	/* seals the changed rows before a commit; NULL = no seals are kept */
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
 * Set ERROR_STORE: the database is damaged in this way (what), and what to do
 * next.  store_file.c.
 */
int store_damaged(const struct store *store, const char *what,
		  struct error *err);

/*
 * Check whether path can be a database at all, changing nothing.  Damage is
 * ERROR_STORE; when the system refuses to open it, its own error.  Also sets
 * has_wal and has_shm.
 */
int store_file_check(struct store *store, const char *path, struct error *err);

/* 1 when the folder has a store's pictures but no database; 0; -1 with err. */
int store_file_is_lost(const char *folder, struct error *err);
bool store_file_is_writable(const char *folder, const char *path);

/* A handle for a folder, with nothing opened yet. */
struct store *store_new(const char *folder);

/* Fill err from SQLite's own message. */
int store_fail(struct store *store, struct error *err);

/* Set ERROR_POLICY: the command would have to write to a read-only store. */
int store_fail_read_only(const struct store *store, struct error *err);

/* SQLite's progress callback: whether to stop the running statement. */
int store_is_stopped(void *ctx);

/* Run statements without arguments or rows. */
int store_exec(struct store *store, const char *text, struct error *err);

/*
 * Bring the schema to the newest version in one transaction; a store that is
 * not fresh is copied to backups/schema-N.db first.  store_migrate.c.
 */
int store_migrate_run(struct store *store, bool fresh, struct error *err);
int store_migrate_newest(void);

/*
 * Seals (store_seal.h); store_seal.c writes them, store_seal_check.c reads
 * them.  After store_seal_begin() each changed row is remembered and sealed
 * when its transaction commits; store_seal_found() seals every row there is.
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
/* The name of a key's row in the log, and the row's digest ("" = no row). */
void store_seal_row(const char *key, char out[STORE_SEAL_ROW]);
void store_seal_digest(sqlite3_stmt *row, char out[STORE_SEAL_DIGEST]);

/* flock on qctool.lock; store_lock.c. */
int store_lock_take(struct store *store, long wait, struct error *err);
void store_lock_drop(struct store *store);

/*
 * Record in the lock file how far the log has come; after each commit.  A
 * record that belongs to another log is not overwritten, so that
 * store_reached_check() finds it.  store_reached_forget() removes the record,
 * before the database is replaced on purpose.  store_reached.c.
 */
void store_reached_note(struct store *store);
void store_reached_forget(struct store *store);

#endif
