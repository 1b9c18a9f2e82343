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

/* STORE_TRY: as if to write, for a dry run; an older store stays as it is. */
enum store_mode { STORE_READ, STORE_WRITE, STORE_TRY };

/* Make a store in folder (made if missing); refuses an existing one. */
int store_create(const char *folder, date_time now, struct error *err);

/*
 * Open, migrating an older store (after a backup) when mode is STORE_WRITE.
 * A newer store is refused.  STORE_WRITE takes the writer lock, waiting
 * lock_wait seconds: ERROR_LOCKED.
 */
int store_open(const char *folder, enum store_mode mode, long lock_wait,
	       struct store **out, struct error *err);
void store_close(struct store *take_store); /* NULL allowed; rolls back */

/*
 * Another handle of a store that is open, to read from, which may outlive it.
 * Nothing is looked at or locked again.
 */
int store_open_again(const struct store *store, struct store **out,
		     struct error *err);

/* The nearest folder at or above the working folder with a qctool.db. */
char *store_find(void);

const char *store_folder(const struct store *store);

int store_begin(struct store *store, struct error *err);
int store_commit(struct store *store, struct error *err);
void store_rollback(struct store *store); /* nothing without a begin */

/*
 * End what store_begin() began as the result of the work says: commit it, or
 * undo it when result is negative (err is filled) or dry_run.  Returns result,
 * or -1 with err when the commit fails; nothing is left half open.
 */
int store_end(struct store *store, int result, bool dry_run, struct error *err);

/*
 * The same after a batch with checkpoints: one that was interrupted keeps
 * what it delivered.  A commit that fails outranks ERROR_INTERRUPTED.
 */
int store_end_batch(struct store *store, int result, bool dry_run,
		    struct error *err);

/* More memory for many rows at once; off again afterwards. */
int store_bulk(struct store *store, bool on, struct error *err);

/* Commit and begin again: a batch keeps what is finished. */
int store_checkpoint(struct store *store, struct error *err);

/* SQLite's own check of the file; ERROR_STORE. */
int store_check(struct store *store, struct error *err);

/*
 * Whether the triggers are there that keep the log, scores, payments and
 * outcomes append-only; ERROR_STORE names the first that is gone or blunted.
 */
int store_check_guards(struct store *store, struct error *err);

/*
 * Whether the log still has the row that was written last; ERROR_STORE when
 * what was committed is gone: a -wal that somebody removed, an older database.
 */
int store_reached_check(struct store *store, struct error *err);

/*
 * Open the database file of a copy (a backup) to read its rows: no folder, no
 * lock, of whatever schema it is.  store_close() as usual.
 */
int store_open_copy(const char *path, struct store **out, struct error *err);

/*
 * Put a backup in the place of the database, which may be damaged or gone; it
 * is kept in backups/.  The backup is proven first: ERROR_INPUT when it is none
 * or not sound, and then nothing was changed.  Pictures stay as they are; store
 * check tells which are missing now.
 */
struct store_restore {
	const char *backup, *who;
	date_time now;
	long lock_wait;
	bool dry_run;
};
int store_restore(const char *folder, const struct store_restore *restore,
		  struct error *err);

/* A copy of the database (not of the files) into path, consistent. */
int store_backup(struct store *store, const char *path, struct error *err);

/*
 * Write the database anew, without the pages that rows which are gone have
 * left, and empty its -wal.  Outside of any transaction; ERROR_LOCKED while
 * another process reads.
 */
int store_scrub(struct store *store, struct error *err);

/* Of the schema. */
int store_version(struct store *store, int *version, struct error *err);
int store_newest(void); /* schema, that this program knows */

#endif
