/* SPDX-License-Identifier: MIT */
#include "store/store_private.h"
#include "store/sql.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/sweep.h"

enum { STEPS_BETWEEN = 10000 }; /* of SQLite's machine, a millisecond */

/*
 * SQLite makes a new database readable for all that the umask lets through, and
 * its -wal and -shm like the database: the umask of the open makes all three
 * 0600.
 *
 * trusted_schema off: a file from elsewhere must not run functions of its own
 * in our views.  temp_store in memory: nothing of a student in /tmp.
 */
static int open_database(struct store *store, const char *path, int flags,
			 struct error *err)
{
	mode_t old = umask(077);
	int code;

	/* One thread uses a store; counting memory would cost a lock each. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	code = sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX,
			       NULL);

	umask(old);
	if (code != SQLITE_OK)
		return store_fail(store, err);
	sqlite3_extended_result_codes(store->db, 0);
	sqlite3_busy_timeout(store->db, 5000);
	sqlite3_progress_handler(store->db, STEPS_BETWEEN, store_is_stopped,
				 store);
	sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 1);
	return store_exec(store,
			  "PRAGMA foreign_keys = ON;"
			  "PRAGMA trusted_schema = OFF;"
			  "PRAGMA temp_store = MEMORY;",
			  err);
}

/* "file:" and the path with all escaped that a URI gives a meaning. */
static char *make_uri(const char *path, const char *query)
{
	struct buf uri = BUF_INIT;

	buf_adds(&uri, "file:");
	for (; *path; path++)
		if (strchr("%?#", *path))
			buf_addf(&uri, "%%%02x", (unsigned char)*path);
		else
			buf_addc(&uri, *path);
	buf_adds(&uri, query);
	return buf_detach(&uri, NULL);
}

/*
 * Where nothing can be written SQLite cannot make the -shm it wants to share
 * with other processes (https://www.sqlite.org/wal.html, "Read-Only
 * Databases"):
 *
 *	beside the database     how it is read
 *	nothing                 immutable: all of it is in the file
 *	-wal and -shm           as ever, -shm is enough when it is there
 *	-wal alone              the index of the -wal in our own memory, which
 *	                        SQLite does for the one user of a database
 */
static int open_read_only(struct store *store, const char *path,
			  struct error *err)
{
	const char *query = !store->has_wal  ? "?immutable=1"
			    : store->has_shm ? ""
					     : "?vfs=unix-none";
	char *uri = make_uri(path, query);
	int result;

	result = open_database(store, uri,
			       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
	free(uri);
	if (result == 0 && store->has_wal && !store->has_shm)
		result = store_exec(store, "PRAGMA locking_mode = EXCLUSIVE;",
				    err);
	return result;
}

/*
 * One page of each table and index: damage is told before anything is done,
 * and not by the first command that happens to come to it.  What lies deeper
 * is for `store check`.
 */
static int check_roots(struct store *store, struct error *err)
{
	static const char each[] =
		"SELECT CASE type WHEN 'table' THEN"
		" printf('SELECT 1 FROM \"%w\" NOT INDEXED LIMIT 1', name)"
		" ELSE printf('SELECT 1 FROM \"%w\" INDEXED BY \"%w\"'"
		" || ' LIMIT 1', tbl_name, name) END FROM sqlite_schema"
		" WHERE type = 'table' OR (type = 'index' AND sql NOT LIKE"
		" '% WHERE %')";
	sqlite3_stmt *all = NULL;
	int result = 0;

	if (sqlite3_prepare_v2(store->db, each, -1, &all, NULL) != SQLITE_OK)
		return store_fail(store, err);
	while (result == 0 && sqlite3_step(all) == SQLITE_ROW)
		result = store_exec(store, sql_column_text(all, 0), err);
	if (sqlite3_finalize(all) != SQLITE_OK && result == 0)
		result = store_fail(store, err);
	return result;
}

struct store *store_new(const char *folder)
{
	struct store *store = mem_xcalloc(1, sizeof(*store));

	store->folder = mem_xstrdup(folder);
	store->lock_fd = -1;
	return store;
}

static int make_folders(const char *folder, struct error *err)
{
	static const char *const parts[] = {"originals", "made", "backups"};
	char *path;
	size_t i;
	int result = file_mkdirs(folder, 0700, err);

	for (i = 0; result == 0 && i < ARRAY_SIZE(parts); i++) {
		path = path_join(folder, parts[i]);
		result = file_mkdirs(path, 0700, err);
		free(path);
	}
	return result;
}

static int write_settings(const char *folder, struct error *err)
{
	static const char text[] =
		"; qctool settings of this store.\n"
		";\n"
		"; [provider]\n"
		"; code = /path/to/a/program that decrypts collection codes\n"
		"; score = /path/to/a/program that scores two faces\n"
		"; id = /path/to/a/program that checks an identity\n"
		"; timeout_item = 10\n"
		"; timeout_batch = 3600\n";
	char *path = path_join(folder, "qctool.ini");
	int result = 0;

	if (!file_exists(path))
		result = file_write(path, text, sizeof(text) - 1, 0600, err);
	free(path);
	return result;
}

/* A folder that is one already, or was one and has lost its database. */
static int check_free(const char *folder, struct error *err)
{
	struct store *there = NULL;
	struct error why = ERROR_INIT;

	if (store_open(folder, STORE_READ, 0, &there, &why) == 0 ||
	    why.kind == ERROR_POLICY) {
		store_close(there);
		return error_set(err, ERROR_POLICY, _("%s is a store already"),
				 folder);
	}
	if (why.kind == ERROR_USAGE)
		return 0;
	*err = why;
	return -1;
}

/*
 * The database gets its name when it is whole: a file that a kill left empty
 * would be a damaged store for ever after.
 */
static int make_database(struct store *store, const char *path,
			 struct error *err)
{
	char *temp = NULL;
	int result;

	if (file_temp(path, &temp, err) < 0)
		return -1;
	result = open_database(store, temp, SQLITE_OPEN_READWRITE, err);
	if (result == 0)
		result = store_migrate_run(store, true, err);
	if (result == 0)
		result = store_exec(store, "PRAGMA journal_mode = WAL;", err);
	/* The last one to close it takes -wal and -shm away. */
	if (sqlite3_close(store->db) != SQLITE_OK && result == 0)
		result = store_fail(store, err);
	store->db = NULL;
	if (result == 0)
		return file_commit(&temp, path, 0600, err);
	file_abandon(&temp);
	return -1;
}

int store_create(const char *folder, date_time now, struct error *err)
{
	struct store *store = store_new(folder);
	char *path = path_join(folder, "qctool.db");
	int result = check_free(folder, err);

	(void)now;
	if (result == 0 &&
	    (make_folders(folder, err) < 0 || write_settings(folder, err) < 0 ||
	     store_lock_take(store, 0, err) < 0 ||
	     make_database(store, path, err) < 0))
		result = -1;
	free(path);
	store_close(store);
	return result;
}

/*
 * Readers never migrate: they have no lock, and another qctool of the old
 * version may be at work.  A database without our log is somebody else's, or
 * what SQLite makes of a file that lost its beginning.
 */
static int check_version(struct store *store, enum store_mode mode,
			 struct error *err)
{
	int version, newest = store_migrate_newest();

	if (store_version(store, &version, err) < 0)
		return -1;
	if (version < 1)
		return store_damaged(store, _("it is not qctool's"), err);
	if (version > newest)
		return error_set(err, ERROR_STORE,
				 _("%s was written by a newer qctool (schema "
				   "%d, this one knows %d); update qctool"),
				 store->folder, version, newest);
	if (check_roots(store, err) < 0)
		return -1;
	if (version == newest || mode == STORE_TRY)
		return 0;
	if (mode == STORE_READ)
		return error_set(err, ERROR_POLICY,
				 _("%s has an older schema (%d); run "
				   "`qctool store migrate` first"),
				 store->folder, version);
	return store_migrate_run(store, false, err);
}

int store_newest(void)
{
	return store_migrate_newest();
}

/* Nothing of the file system is touched before the file looks sound. */
static int open_checked(struct store *store, const char *path,
			enum store_mode mode, struct error *err)
{
	int result;

	/* WAL wants write access to its index even for readers. */
	result = store->is_read_only
			 ? open_read_only(store, path, err)
			 : open_database(store, path, SQLITE_OPEN_READWRITE,
					 err);
	if (result == 0 && mode == STORE_READ)
		result = store_exec(store, "PRAGMA query_only = ON;", err);
	if (result == 0)
		result = check_version(store, mode, err);
	if (result == 0 && mode == STORE_WRITE)
		result = store_seal_begin(store, err);
	return result;
}

static int find_database(struct store *store, const char *path,
			 struct error *err)
{
	int lost;

	if (file_exists(path))
		return store_file_check(store, path, err);
	lost = store_file_is_lost(store->folder, err);
	if (lost < 0)
		return -1;
	if (lost)
		return store_damaged(store, _("qctool.db is gone"), err);
	return error_set(err, ERROR_USAGE,
			 _("no store in %s; make one with qctool init"),
			 store->folder);
}

/* The pictures' folders are swept by file_store_sweep(). */
static void sweep_store(const char *folder)
{
	char *backups = path_join(folder, "backups");

	sweep_folder(folder);
	sweep_folder(backups);
	free(backups);
}

int store_open(const char *folder, enum store_mode mode, long lock_wait,
	       struct store **out, struct error *err)
{
	struct store *store = store_new(folder);
	char *path = path_join(folder, "qctool.db");
	int result = find_database(store, path, err);

	*out = NULL;
	store->is_read_only = !store_file_is_writable(folder, path);
	if (result == 0 && mode != STORE_READ && store->is_read_only)
		result = store_fail_read_only(store, err);
	if (result == 0 && mode != STORE_READ)
		result = store_lock_take(store, lock_wait, err);
	if (result == 0 && mode == STORE_WRITE && !file_is_pretending())
		sweep_store(folder);
	if (result == 0)
		result = open_checked(store, path, mode, err);
	free(path);
	if (result < 0)
		store_close(store);
	else
		*out = store;
	return result;
}

/*
 * Without a look at the file: closing it would drop the locks that SQLite holds
 * on it for the other handle, as POSIX has it.
 */
int store_open_again(const struct store *store, struct store **out,
		     struct error *err)
{
	struct store *again = store_new(store->folder);
	char *path = path_join(store->folder, "qctool.db");
	int result;

	again->is_read_only = store->is_read_only;
	again->has_wal = store->has_wal;
	again->has_shm = store->has_shm;
	result = again->is_read_only
			 ? open_read_only(again, path, err)
			 : open_database(again, path, SQLITE_OPEN_READWRITE,
					 err);
	if (result == 0)
		result = store_exec(again, "PRAGMA query_only = ON;", err);
	free(path);
	if (result < 0)
		store_close(again);
	else
		*out = again;
	return result;
}

int store_open_copy(const char *path, struct store **out, struct error *err)
{
	struct store *store = store_new(path);

	*out = NULL;
	store->is_read_only = true;
	if (store_file_check(store, path, err) < 0 ||
	    open_read_only(store, path, err) < 0) {
		store_close(store);
		return -1;
	}
	*out = store;
	return 0;
}

/* As git looks for .git: the commands work from any folder of the store. */
char *store_find(void)
{
	char here[PATH_MAX], *slash, *path;
	bool found;

	if (!getcwd(here, sizeof(here)))
		return NULL;
	for (;;) {
		path = path_join(here, "qctool.db");
		found = file_exists(path);
		free(path);
		if (found)
			return mem_xstrdup(here);
		slash = strrchr(here, '/');
		if (!slash || here[1] == '\0')
			return NULL;
		slash[slash == here] = '\0';
	}
}
