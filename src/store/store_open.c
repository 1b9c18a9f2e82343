/* SPDX-License-Identifier: MIT */
#include "store/store_private.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"

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

/*
 * Readers never migrate: they have no lock, and another qctool of the old
 * version may be at work.
 */
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

int store_open_copy(const char *path, struct store **out, struct error *err)
{
	struct store *store = store_new(path);

	*out = NULL;
	if (open_database(store, path, SQLITE_OPEN_READONLY, err) < 0) {
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
