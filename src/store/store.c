/* SPDX-License-Identifier: MIT */
#include "store/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/cancel.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "store/store_private.h"

enum { PAGES_BETWEEN = 4096 }; /* of a backup, then a stop is looked for */

/*
 * The disk's own reason, where there is one: "disk I/O error" alone does not
 * tell a full quota from too few descriptors.
 */
static int fail_system(struct store *store, struct error *err)
{
	int why = sqlite3_system_errno(store->db);
	const char *text = sqlite3_errmsg(store->db);

	if (why)
		return error_set(err, ERROR_SYSTEM,
				 _("the store cannot be read or written: %s "
				   "(%s)"),
				 error_errno_text(why), text);
	return error_set(err, ERROR_SYSTEM,
			 _("the store cannot be read or written: %s"), text);
}

int store_fail_read_only(const struct store *store, struct error *err)
{
	return error_set(err, ERROR_POLICY,
			 _("%s is read-only here: it can be read, nothing in "
			   "it can be changed"),
			 store->folder);
}

static int last_errno(sqlite3_file *file)
{
	int number = 0;

	if (file && file->pMethods)
		file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO,
					     &number);
	return number;
}

/*
 * SQLite tells a disk that does not give a page (EIO) as a damaged database
 * (SQLITE_IOERR_CORRUPTFS becomes SQLITE_CORRUPT): whoever restores a backup
 * for that throws work away.
 */
static bool is_disk(const struct store *store)
{
	sqlite3_file *database = NULL, *wal = NULL;

	sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER,
			     &database);
	sqlite3_file_control(store->db, "main", SQLITE_FCNTL_JOURNAL_POINTER,
			     &wal);
	return last_errno(database) == EIO || last_errno(wal) == EIO;
}

static int fail_disk(struct error *err)
{
	return error_set(err, ERROR_SYSTEM,
			 _("the store cannot be read or written: %s"),
			 error_errno_text(EIO));
}

/*
 * What a person can do differs, not what SQLite calls it: wait, restore a
 * backup, make room on the disk.  The rest is ours and says SQLite's own words.
 */
int store_fail(struct store *store, struct error *err)
{
	int code = store->db ? sqlite3_errcode(store->db) : SQLITE_NOMEM;
	const char *text = store->db ? sqlite3_errmsg(store->db) : "";

	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return error_set(err, ERROR_LOCKED,
				 _("the store is busy; try again"));
	case SQLITE_CORRUPT:
		if (is_disk(store))
			return fail_disk(err);
		return store_damaged(store, text, err);
	case SQLITE_NOTADB:
		return store_damaged(store, text, err);
	case SQLITE_READONLY:
		return store_fail_read_only(store, err);
	case SQLITE_INTERRUPT:
		store->was_torn = true;
		return cancel_check(err);
	case SQLITE_NOMEM:
		return error_set(err, ERROR_SYSTEM, _("out of memory"));
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		return fail_system(store, err);
	default:
		return error_set(err, ERROR_STORE, _("store: %s"), text);
	}
}

/*
 * A list over a million students is one statement of minutes: asked between
 * its steps.  A short statement is let through, so that what a batch has
 * finished can still be written down.
 */
int store_is_stopped(void *ctx)
{
	struct store *store = ctx;
	double now;

	if (!cancel_signal())
		return 0;
	now = clock_seconds();
	if (store->asked_to_stop == 0)
		store->asked_to_stop = now;
	return now - store->asked_to_stop > STORE_PATIENCE;
}

int store_exec(struct store *store, const char *text, struct error *err)
{
	store->asked_to_stop = 0;
	if (sqlite3_exec(store->db, text, NULL, NULL, NULL) != SQLITE_OK)
		return store_fail(store, err);
	return 0;
}

/*
 * In this order: statements hold the database open, and the lock may go to the
 * next writer only when nothing of ours can write any more.
 */
void store_close(struct store *take_store)
{
	size_t i;

	if (!take_store)
		return;
	store_rollback(take_store);
	for (i = 0; i < STORE_STATEMENTS; i++)
		sqlite3_finalize(take_store->cache[i].stmt);
	sqlite3_close(take_store->db);
	store_lock_drop(take_store);
	free(take_store->folder);
	free(take_store);
}

const char *store_folder(const struct store *store)
{
	return store->folder;
}

/*
 * IMMEDIATE takes the write lock now.  A plain BEGIN takes it at the first
 * write, and a transaction that has read by then cannot wait for it: it would
 * fail in the middle instead of at the start.
 */
int store_begin(struct store *store, struct error *err)
{
	if (store_exec(store, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	store->in_transaction = true;
	return 0;
}

/*
 * The files before the rows: a kill between the two leaves files that no row
 * names, which does no harm.  In the other order a row would name a file that
 * does not exist.
 */
int store_commit(struct store *store, struct error *err)
{
	if (file_bundle_commit(&store->files, err) < 0 ||
	    (store->before_commit && store->before_commit(store, err) < 0) ||
	    store_exec(store, "COMMIT", err) < 0)
		return -1;
	store->in_transaction = false;
	if (store->after_commit)
		store->after_commit(store);
	return 0;
}

void store_rollback(struct store *store)
{
	if (store->in_transaction)
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	store->in_transaction = false;
	file_bundle_drop(&store->files);
}

int store_end(struct store *store, int result, bool dry_run, struct error *err)
{
	if (result >= 0 && !dry_run && store_commit(store, err) < 0)
		result = -1;
	/* Also after a commit that failed: SQLite leaves it open then. */
	store_rollback(store);
	return result;
}

int store_end_batch(struct store *store, int result, bool dry_run,
		    struct error *err)
{
	struct error failed = ERROR_INIT;

	/* Of an item whose statement was stopped only half is there. */
	if (result >= 0 || err->kind != ERROR_INTERRUPTED || store->was_torn)
		return store_end(store, result, dry_run, err);
	if (store_end(store, 0, dry_run, &failed) < 0)
		*err = failed;
	return result;
}

int store_checkpoint(struct store *store, struct error *err)
{
	if (store_commit(store, err) < 0)
		return -1;
	return store_begin(store, err);
}

/*
 * Negative sizes are KiB.  The default 2 MB hold the upper pages of a few
 * indexes; with every row of a roster touching four of them they are read again
 * and again.
 */
int store_bulk(struct store *store, bool on, struct error *err)
{
	return store_exec(store,
			  on ? "PRAGMA cache_size = -40000"
			     : "PRAGMA cache_size = -2000",
			  err);
}

static int first_text(void *out, int n, char **values, char **names)
{
	(void)names;
	if (n > 0 && values[0])
		strncpy(out, values[0], 99);
	return 0;
}

/*
 * SQLite proves pages and indexes, then every reference.  The second finds what
 * a program without foreign keys (the sqlite3 shell has them off) has left.
 */
int store_check(struct store *store, struct error *err)
{
	char answer[100] = "";

	if (sqlite3_exec(store->db, "PRAGMA integrity_check(1)", first_text,
			 answer, NULL) != SQLITE_OK)
		return store_fail(store, err);
	if (strcmp(answer, "ok") != 0 && is_disk(store))
		return fail_disk(err);
	if (strcmp(answer, "ok") != 0)
		return error_set(err, ERROR_STORE,
				 _("the store is damaged: %s"), answer);
	answer[0] = '\0';
	if (sqlite3_exec(store->db, "PRAGMA foreign_key_check", first_text,
			 answer, NULL) != SQLITE_OK)
		return store_fail(store, err);
	if (answer[0])
		return error_set(err, ERROR_STORE,
				 _("the store is damaged: table %s refers to "
				   "rows that are gone"),
				 answer);
	return 0;
}

/* What refuses changes of tables whose rows are only ever added. */
static const char lost_guard[] =
	"WITH guard (name) AS (VALUES"
	" ('log_no_update'), ('log_no_delete'),"
	" ('face_score_no_update'), ('face_score_no_delete'),"
	" ('payment_no_update'), ('payment_no_delete'),"
	" ('outcome_no_update'), ('outcome_no_delete'),"
	" ('mailing_no_update'), ('mailing_no_delete'))"
	" SELECT name FROM guard WHERE NOT EXISTS (SELECT 1 FROM sqlite_master"
	" WHERE type = 'trigger' AND name = guard.name"
	" AND sql LIKE '%BEFORE%RAISE(ABORT%' AND sql NOT LIKE '%WHEN%')";

int store_check_guards(struct store *store, struct error *err)
{
	char answer[100] = "";

	if (sqlite3_exec(store->db, lost_guard, first_text, answer, NULL) !=
	    SQLITE_OK)
		return store_fail(store, err);
	if (answer[0])
		return error_set(err, ERROR_STORE,
				 _("the store has lost its guard %s: rows may "
				   "have been changed; stop and compare with a "
				   "backup"),
				 answer);
	return 0;
}

/* In steps, so that a stop is heard; the caller reads from one moment. */
static int copy_pages(sqlite3_backup *backup, struct error *err)
{
	int code = SQLITE_OK;

	while (code == SQLITE_OK) {
		if (cancel_check(err) < 0)
			return -1;
		code = sqlite3_backup_step(backup, PAGES_BETWEEN);
	}
	return code == SQLITE_DONE ? 0 : -1;
}

/*
 * SQLite's own backup, not a copy of the file: what other processes commit
 * meanwhile lies in the -wal file beside it.  The transaction round it keeps
 * one moment of the store, so that no writer can make it begin again.  The copy
 * gets its name when it is whole.
 */
static int copy_database(struct store *store, sqlite3 *copy, struct error *err)
{
	bool own = !store->in_transaction;
	sqlite3_backup *backup;
	int result = -1;

	if (own && store_exec(store, "BEGIN; SELECT 1 FROM sqlite_schema", err))
		return -1;
	backup = sqlite3_backup_init(copy, "main", store->db, "main");
	if (backup)
		result = copy_pages(backup, err);
	if (backup && sqlite3_backup_finish(backup) != SQLITE_OK)
		result = -1;
	if (own)
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return result;
}

int store_backup(struct store *store, const char *path, struct error *err)
{
	sqlite3 *copy = NULL;
	char *temp = NULL;
	int result = -1;

	if (file_temp(path, &temp, err) < 0)
		return -1;
	if (sqlite3_open(temp, &copy) == SQLITE_OK)
		result = copy_database(store, copy, err);
	if (result < 0 && !cancel_signal())
		error_set(err, ERROR_SYSTEM, _("%s: backup failed: %s"), path,
			  copy ? sqlite3_errmsg(copy) : "");
	sqlite3_close(copy);
	if (result < 0) {
		file_abandon(&temp);
		return -1;
	}
	return file_commit(&temp, path, 0600, err);
}

/*
 * secure_delete has overwritten what this handle deleted; rows that were moved
 * or changed before it was on lie in the middle of pages, where VACUUM alone
 * takes them away.  The checkpoint answers "busy" in a row and not as an error.
 */
int store_scrub(struct store *store, struct error *err)
{
	char busy[100] = "";

	if (store_exec(store, "PRAGMA secure_delete = ON; VACUUM", err) < 0)
		return -1;
	if (sqlite3_exec(store->db, "PRAGMA wal_checkpoint(TRUNCATE)",
			 first_text, busy, NULL) != SQLITE_OK)
		return store_fail(store, err);
	if (strcmp(busy, "0") == 0)
		return 0;
	return error_set(
		err, ERROR_LOCKED,
		_("the rows are gone, but another run still reads what "
		  "they were in; run the same command again"));
}

int store_version(struct store *store, int *version, struct error *err)
{
	char answer[100] = "0";

	*version = 0;
	if (sqlite3_exec(store->db, "PRAGMA user_version", first_text, answer,
			 NULL) != SQLITE_OK)
		return store_fail(store, err);
	*version = (int)strtol(answer, NULL, 10);
	return 0;
}
