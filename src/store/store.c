/* SPDX-License-Identifier: MIT */
#include "store/store.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/store_private.h"

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
	case SQLITE_NOTADB:
		return error_set(err, ERROR_STORE,
				 _("the store is damaged (%s); stop and "
				   "restore a backup"),
				 text);
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
		return error_set(err, ERROR_SYSTEM,
				 _("the store cannot be written: %s"), text);
	default:
		return error_set(err, ERROR_STORE, _("store: %s"), text);
	}
}

int store_exec(struct store *store, const char *text, struct error *err)
{
	if (sqlite3_exec(store->db, text, NULL, NULL, NULL) != SQLITE_OK)
		return store_fail(store, err);
	return 0;
}

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
	sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 1);
	return store_exec(store,
			  "PRAGMA foreign_keys = ON;"
			  "PRAGMA trusted_schema = OFF;"
			  "PRAGMA temp_store = MEMORY;",
			  err);
}

static struct store *store_new(const char *folder)
{
	struct store *store = mem_xcalloc(1, sizeof(*store));

	store->folder = mem_xstrdup(folder);
	store->lock_fd = -1;
	return store;
}

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

int store_create(const char *folder, date_time now, struct error *err)
{
	struct store *store = store_new(folder);
	char *path = path_join(folder, "qctool.db");
	int result = -1;

	(void)now;
	if (file_exists(path)) {
		error_set(err, ERROR_POLICY, _("%s is a store already"),
			  folder);
		goto out;
	}
	if (make_folders(folder, err) < 0 || write_settings(folder, err) < 0 ||
	    store_lock_take(store, 0, err) < 0)
		goto out;
	if (open_database(store, path,
			  SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err) < 0)
		goto out;
	if (store_exec(store, "PRAGMA journal_mode = WAL;", err) < 0)
		goto out;
	result = store_migrate_run(store, true, err);
out:
	free(path);
	store_close(store);
	return result;
}

static int check_version(struct store *store, enum store_mode mode,
			 struct error *err)
{
	int version = store_version(store), newest = store_migrate_newest();

	if (version > newest)
		return error_set(err, ERROR_STORE,
				 _("%s was written by a newer qctool (schema "
				   "%d, this one knows %d); update qctool"),
				 store->folder, version, newest);
	if (version == newest)
		return 0;
	if (mode == STORE_READ)
		return error_set(err, ERROR_STORE,
				 _("%s has an older schema (%d); run "
				   "`qctool store migrate` first"),
				 store->folder, version);
	return store_migrate_run(store, false, err);
}

int store_open(const char *folder, enum store_mode mode, long lock_wait,
	       struct store **out, struct error *err)
{
	struct store *store = store_new(folder);
	char *path = path_join(folder, "qctool.db");
	int result = -1;

	*out = NULL;
	if (!file_exists(path)) {
		error_set(err, ERROR_USAGE,
			  _("no store in %s; make one with qctool init"),
			  folder);
		goto out;
	}
	if (mode == STORE_WRITE && store_lock_take(store, lock_wait, err) < 0)
		goto out;
	/* WAL wants write access to its index even for readers. */
	if (open_database(store, path, SQLITE_OPEN_READWRITE, err) < 0)
		goto out;
	if (mode == STORE_READ &&
	    store_exec(store, "PRAGMA query_only = ON;", err) < 0)
		goto out;
	result = check_version(store, mode, err);
out:
	free(path);
	if (result < 0)
		store_close(store);
	else
		*out = store;
	return result;
}

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

const char *store_folder(const struct store *store)
{
	return store->folder;
}

int store_begin(struct store *store, struct error *err)
{
	if (store_exec(store, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	store->in_transaction = true;
	return 0;
}

int store_commit(struct store *store, struct error *err)
{
	if (store_exec(store, "COMMIT", err) < 0)
		return -1;
	store->in_transaction = false;
	return 0;
}

void store_rollback(struct store *store)
{
	if (store->in_transaction)
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	store->in_transaction = false;
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

	if (result >= 0 || err->kind != ERROR_INTERRUPTED)
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

int store_check(struct store *store, struct error *err)
{
	char answer[100] = "";

	if (sqlite3_exec(store->db, "PRAGMA integrity_check(1)", first_text,
			 answer, NULL) != SQLITE_OK)
		return store_fail(store, err);
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

int store_backup(struct store *store, const char *path, struct error *err)
{
	sqlite3 *copy = NULL;
	sqlite3_backup *backup = NULL;
	char *temp = NULL;
	int result = -1;

	if (file_temp(path, &temp, err) < 0)
		return -1;
	if (sqlite3_open(temp, &copy) == SQLITE_OK)
		backup = sqlite3_backup_init(copy, "main", store->db, "main");
	if (backup && sqlite3_backup_step(backup, -1) == SQLITE_DONE)
		result = 0;
	if (backup && sqlite3_backup_finish(backup) != SQLITE_OK)
		result = -1;
	if (result < 0)
		error_set(err, ERROR_SYSTEM, _("%s: backup failed: %s"), path,
			  copy ? sqlite3_errmsg(copy) : "");
	sqlite3_close(copy);
	if (result < 0) {
		file_abandon(&temp);
		return -1;
	}
	return file_commit(&temp, path, 0600, err);
}

int store_version(struct store *store)
{
	char answer[100] = "0";

	sqlite3_exec(store->db, "PRAGMA user_version", first_text, answer,
		     NULL);
	return (int)strtol(answer, NULL, 10);
}
