/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/sha256.h"
#include "store/log_store.h"
#include "store/sql.h"
#include "store/store_private.h"

/* backups/replaced-20260511T013000Z.db; another number where that is taken. */
static char *find_aside(const char *folder, date_time now)
{
	time_t seconds = (time_t)now;
	char at[20], *path;
	struct tm utc;
	int n = 1;

	gmtime_r(&seconds, &utc);
	strftime(at, sizeof(at), "%Y%m%dT%H%M%SZ", &utc);
	path = mem_xprintf("%s/backups/replaced-%s.db", folder, at);
	while (file_exists(path)) {
		free(path);
		path = mem_xprintf("%s/backups/replaced-%s-%d.db", folder, at,
				   ++n);
	}
	return path;
}

static int move_one(const char *from, const char *to, const char *ending,
		    struct error *err)
{
	char *old = mem_xprintf("%s%s", from, ending);
	char *new = mem_xprintf("%s%s", to, ending);
	int result = 0;

	if (file_exists(old) && rename(old, new) < 0)
		result = error_set_errno(err, "%s", old);
	free(old);
	free(new);
	return result;
}

/*
 * Nothing is thrown away: whoever knows more than we may still read something
 * from it.  The database goes first, so that a kill leaves a store that says it
 * is damaged and not one whose last rows are gone.
 */
static int move_aside(const char *path, const char *aside, struct error *err)
{
	return move_one(path, aside, "", err) < 0 ||
			       move_one(path, aside, "-wal", err) < 0 ||
			       move_one(path, aside, "-shm", err) < 0
		       ? -1
		       : 0;
}

static int check_backup(const char *backup, struct store **out,
			struct error *err)
{
	int version;

	if (store_open_copy(backup, out, err) < 0 ||
	    store_version(*out, &version, err) < 0 ||
	    store_check(*out, err) < 0)
		return -1;
	if (version >= 1 && version <= store_migrate_newest())
		return 0;
	return error_set(err, ERROR_INPUT,
			 _("it is no backup of a store (schema %d, this qctool "
			   "knows %d)"),
			 version, store_migrate_newest());
}

/* The backup's own words would send people to look for another backup. */
static int refuse_backup(const char *backup, struct error *err)
{
	if (err->kind == ERROR_STORE)
		return error_set(err, ERROR_INPUT,
				 _("%s is damaged too; nothing was changed, "
				   "try an older backup"),
				 backup);
	return error_context(err, _("the backup %s"), backup);
}

static int note(const char *folder, const struct store_restore *restore,
		struct error *err)
{
	struct log_entry entry = {
		.at = restore->now,
		.who = restore->who,
		.event = "restore",
	};
	struct store *store;
	int result;

	/* Opening it for writing brings an older one to today's schema. */
	if (store_open(folder, STORE_WRITE, 0, &store, err) < 0)
		return -1;
	result = store_begin(store, err);
	if (result == 0)
		result = store_end(store, log_store_add(store, &entry, err),
				   false, err);
	store_close(store);
	return result;
}

static int replace(struct store *lock, struct store *backup, const char *aside,
		   struct error *err)
{
	char *path = path_join(lock->folder, "qctool.db");
	/* Of another name: what stands there now may be no file at all. */
	char *beside = path_join(lock->folder, "restored.db");
	char *fresh = NULL;
	char *folder = path_folder(aside);
	int result = file_mkdirs(folder, 0700, err);

	/* A whole copy on this disk first: only then the old one moves. */
	if (result == 0)
		result = file_temp(beside, &fresh, err);
	if (result == 0)
		result = store_backup(backup, fresh, err);
	if (result == 0)
		result = move_aside(path, aside, err);
	if (result == 0)
		store_reached_forget(lock);
	if (result == 0 && rename(fresh, path) < 0)
		result = error_set_errno(err, "%s", path);
	free(folder);
	if (result < 0)
		file_abandon(&fresh);
	free(fresh);
	free(beside);
	free(path);
	return result;
}

int store_restore(const char *folder, const struct store_restore *restore,
		  struct error *err)
{
	struct store *lock = store_new(folder), *backup = NULL;
	char *aside = find_aside(folder, restore->now);
	int result = -1;

	if (check_backup(restore->backup, &backup, err) < 0) {
		refuse_backup(restore->backup, err);
		goto out;
	}
	if (restore->dry_run) {
		result = 0;
		goto out;
	}
	/* The store may be gone with its folder. */
	if (file_mkdirs(folder, 0700, err) < 0 ||
	    store_lock_take(lock, restore->lock_wait, err) < 0)
		goto out;
	result = replace(lock, backup, aside, err);
out:
	free(aside);
	store_close(backup);
	store_close(lock);
	if (result == 0 && !restore->dry_run)
		result = note(folder, restore, err);
	return result;
}

/* The hash of the first row, which no two stores have in common. */
static int read_origin(struct store *store, char *out, struct error *err)
{
	static const struct sql_query select_first = {
		"SELECT hash FROM log ORDER BY seq LIMIT 1", ""};
	struct sql q;
	int result;

	out[0] = '\0';
	if (sql_open(&q, store, &select_first, err) < 0)
		return -1;
	result = sql_next(&q, err);
	if (result > 0) {
		snprintf(out, SHA256_HEX, "%s", sql_text(&q, 0));
		sql_close(&q);
	}
	return result < 0 ? -1 : 0;
}

/* False also for what is no database, or one that cannot be read any more. */
static bool is_copy_of(struct store *store, const char *path)
{
	struct error ignored = ERROR_INIT;
	char ours[SHA256_HEX], theirs[SHA256_HEX];
	struct store *copy = NULL;
	bool same = read_origin(store, ours, &ignored) == 0 &&
		    store_open_copy(path, &copy, &ignored) == 0 &&
		    read_origin(copy, theirs, &ignored) == 0 &&
		    strcmp(ours, theirs) == 0;

	store_close(copy);
	return same;
}

int store_backup_check(struct store *store, const char *path, struct error *err)
{
	char *folder = path_folder(path);
	char *lock = path_join(folder, "qctool.lock");
	int result = 0;

	if (strncmp(path_name(path), "qctool.", 7) == 0 &&
	    file_is_same(folder, store->folder))
		result = error_set(err, ERROR_USAGE,
				   _("%s is the store itself; choose another "
				     "folder"),
				   folder);
	else if (strcmp(path_name(path), "qctool.db") == 0 && file_exists(lock))
		result = error_set(err, ERROR_POLICY,
				   _("%s is a store that is in use; choose "
				     "another folder"),
				   folder);
	else if (file_exists(path) && !is_copy_of(store, path))
		result = error_set(err, ERROR_POLICY,
				   _("%s is there and no backup of this store; "
				     "choose another name"),
				   path);
	free(lock);
	free(folder);
	return result;
}
