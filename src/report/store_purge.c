/* SPDX-License-Identifier: MIT */
#include "report/store_purge.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "report/store_report.h"
#include "store/log_store.h"

struct pictures {
	struct store_purge *purge;
	bool remove;
	struct error failed; /* of the first that would not go */
};

static void take_picture(void *ctx, enum store_report_stray what,
			 const char *path)
{
	struct pictures *p = ctx;
	struct stat st;

	/* What is not ours is not removed either: a person has to look. */
	if (what == STORE_REPORT_FOREIGN && !p->remove) {
		p->purge->foreign_files++;
		p->purge->foreign(p->purge->ctx, path);
	}
	if (what != STORE_REPORT_LEFT_OVER || lstat(path, &st) < 0)
		return;
	if (!p->remove) {
		p->purge->pictures++;
		p->purge->bytes += st.st_size;
	} else if (unlink(path) < 0 && p->failed.kind == ERROR_NONE) {
		error_set_errno(&p->failed, "%s", path);
	}
}

/*
 * What no row names, also what an earlier run left: whoever purges wants no
 * picture to stay because a run was killed once.
 */
static int walk_pictures(struct store *store, struct pictures *p,
			 struct error *err)
{
	const struct store_report_strays walk = {take_picture, p, LONG_MAX};
	struct store_report report;

	if (store_report_strays(store, &walk, &report, err) < 0)
		return -1;
	if (p->failed.kind == ERROR_NONE)
		return 0;
	*err = p->failed;
	return -1;
}

static int note(const struct session *session, const struct store_purge *purge,
		struct error *err)
{
	const struct purge_store *rows = &purge->rows;
	char detail[240];

	/* A second run that finds nothing has done nothing to be noted. */
	if (!rows->rows)
		return 0;
	snprintf(detail, sizeof(detail),
		 "students=%lld photos=%lld codes=%lld rows=%lld pictures=%ld "
		 "kept=%s",
		 rows->students, rows->photos, rows->codes, rows->rows,
		 purge->pictures, rows->packages ? "log" : "manifest");
	return log_store_note(session, 0, "purge", detail, err);
}

static int purge_rows(const struct session *session, struct store_purge *purge,
		      struct error *err)
{
	struct pictures counted = {purge, false, ERROR_INIT};
	int result;

	if (purge_store_begin(session->store, err) < 0 ||
	    store_begin(session->store, err) < 0)
		return -1;
	result = purge_store_rows(session, &purge->rows, err);
	if (result == 0)
		result = walk_pictures(session->store, &counted, err);
	if (result == 0)
		result = note(session, purge, err);
	result = store_end(session->store, result, session->dry_run, err);
	return result == 0 ? purge_store_end(session->store, err) : result;
}

static int tell_backups(const struct session *session,
			struct store_purge *purge, struct error *err)
{
	char *folder = path_join(store_folder(session->store), "backups");
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int result = 0;

	if (!dir && errno != ENOENT)
		result = error_set_errno(err, "%s", folder);
	while (dir && (entry = file_next_entry(dir, folder, &result, err))) {
		char *path = path_join(folder, entry->d_name);

		if (entry->d_name[0] != '.') {
			purge->backups++;
			purge->backup(purge->ctx, path);
		}
		free(path);
	}
	if (dir)
		closedir(dir);
	free(folder);
	return result;
}

int store_purge(const struct session *session, struct store_purge *purge,
		struct error *err)
{
	struct pictures gone = {purge, true, ERROR_INIT};
	int result = purge_rows(session, purge, err);

	if (result == 0 && !session->dry_run)
		result = walk_pictures(session->store, &gone, err);
	if (result == 0 && !session->dry_run)
		result = store_scrub(session->store, err);
	if (result == 0)
		result = tell_backups(session, purge, err);
	return result;
}
