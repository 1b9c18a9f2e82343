/* SPDX-License-Identifier: MIT */
/*
 * The store: a folder with qctool.db (SQLite, WAL), qctool.ini, originals/,
 * made/ and qctool.lock.  One handle, used by the main thread only.  Folders
 * are 0700, files 0600.
 *
 * The tables (migrations/), each group with a file of its own here:
 *
 *	task ----------- task_policy, task_column
 *	 |
 *	student -------- student_alias, student_change
 *	 |  the case:    state, note, the photo in force
 *	 |
 *	 +-- code        what the student's QR says
 *	 +-- photo ----- original (the bytes), made (the standard photo),
 *	 |    |          face_hash (prints for the search), compared (how far),
 *	 |    |          search_query (what it is searched by)
 *	 |    +--------- comparison (verdict of two photos)
 *	 +-- decision, face_score, outcome, payment      rows are only added
 *	 +-- package_entry -- package
 *
 *	log              who did what, when, to which case: a chain of hashes
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/error.h"

struct store;

/* STORE_TRY is STORE_WRITE for a dry run; it does not migrate the store. */
enum store_mode { STORE_READ, STORE_WRITE, STORE_TRY };

/* Make a store in folder, which is made if missing; refuses an existing one. */
int store_create(const char *folder, date_time now, struct error *err);

/*
 * Open a store.  With STORE_WRITE an older store is backed up and migrated; a
 * newer one is refused.  STORE_WRITE takes the writer lock, for which it waits
 * up to lock_wait seconds; then ERROR_LOCKED.
 */
int store_open(const char *folder, enum store_mode mode, long lock_wait,
	       struct store **out, struct error *err);
void store_close(struct store *take_store); /* NULL allowed; rolls back */

/*
 * A second handle of an open store, for reading; it may outlive the first. Does
 * not repeat the checks of store_open() and takes no lock.
 */
int store_open_again(const struct store *store, struct store **out,
		     struct error *err);

/* The nearest folder at or above the working folder with a qctool.db. */
char *store_find(void);

const char *store_folder(const struct store *store);

int store_begin(struct store *store, struct error *err);
int store_commit(struct store *store, struct error *err);
void store_rollback(struct store *store); /* does nothing without a begin */

/*
 * End the transaction that store_begin() began: roll it back when result is
 * negative (the work failed and err is set) or in a dry run, else commit it.
 * Returns result, or -1 with err when the commit fails.  In any case no
 * transaction is open afterwards.
 */
int store_end(struct store *store, int result, bool dry_run, struct error *err);

/*
 * The same after a batch with checkpoints: when it was interrupted, what it has
 * finished is committed.  If that commit fails, its error replaces
 * ERROR_INTERRUPTED.
 */
int store_end_batch(struct store *store, int result, bool dry_run,
		    struct error *err);

/* Use more memory for writing many rows; to be switched off afterwards. */
int store_bulk(struct store *store, bool on, struct error *err);

/* Commit and begin again, so that a killed batch keeps what is finished. */
int store_checkpoint(struct store *store, struct error *err);

/* SQLite's own check of the file; ERROR_STORE. */
int store_check(struct store *store, struct error *err);

/*
 * Check that the triggers exist which keep the log, scores, payments and
 * outcomes append-only; ERROR_STORE names the first that is missing or changed.
 */
int store_check_guards(struct store *store, struct error *err);

/*
 * Check that tables, indexes and triggers are those that the steps to this
 * version make, and no others; ERROR_STORE names the first that is missing,
 * changed or foreign.
 */
int store_check_schema(struct store *store, struct error *err);

/*
 * Check that the log still has the row that was written last.  ERROR_STORE when
 * committed rows are gone, because somebody removed the -wal file or put an
 * older database in its place.
 */
int store_reached_check(struct store *store, struct error *err);

/*
 * Open the database file of a backup to read its rows, whatever its schema is,
 * without a folder or a lock.  Ends with store_close().
 */
int store_open_copy(const char *path, struct store **out, struct error *err);

/*
 * Check that a backup of this store may be put there: nothing is, or an earlier
 * backup of it.  ERROR_USAGE for the store's own files, ERROR_POLICY for
 * another store, its backup or any other file.
 */
int store_backup_check(struct store *store, const char *path,
		       struct error *err);

/*
 * Replace the database, which may be damaged or missing, by a backup; the old
 * one is kept in backups/.  The backup is checked first: when it is not one, or
 * is damaged, ERROR_INPUT, and nothing was changed.  Pictures are not touched;
 * store check tells which ones are then missing.
 */
struct store_restore {
	const char *backup, *who;
	date_time now;
	long lock_wait;
	bool dry_run;
};
int store_restore(const char *folder, const struct store_restore *restore,
		  struct error *err);

/* Write a consistent copy of the database, without the files, to path. */
int store_backup(struct store *store, const char *path, struct error *err);

/*
 * Rewrite the database without the free pages that deleted rows have left, and
 * empty its -wal, so that nothing of these rows remains on disk.  Outside any
 * transaction; ERROR_LOCKED while another process reads.
 */
int store_scrub(struct store *store, struct error *err);

/* The version of the store's schema, and the newest that this program knows. */
int store_version(struct store *store, int *version, struct error *err);
int store_newest(void);

#endif
