/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/log_store.h"
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
	char *fresh = NULL;
	char *folder = path_folder(aside);
	int result = file_mkdirs(folder, 0700, err);

	/* A whole copy on this disk first: only then the old one moves. */
	if (result == 0)
		result = file_temp(path, &fresh, err);
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
	if (store_lock_take(lock, restore->lock_wait, err) < 0)
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
