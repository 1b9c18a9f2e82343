/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/sha256.h"
#include "store/log_store.h"
#include "store/store_private.h"

/*
 * How far the log has come, beside the database.  What was committed last lies
 * in qctool.db-wal until the database is closed: when that file goes, SQLite
 * finds an older database that is whole, and the chain of the log as well.
 *
 *	qctool.lock   "00000000000000000026:9f86d0…\n"   row 26 and its hash
 *
 * Written after each commit, so it is never ahead of what is on disk; of one
 * length, so that half of it is not taken for another.
 */
enum { DIGITS = 20, RECORD = DIGITS + 1 + SHA256_HEX };

/* 1 with a record, 0 when there is none, -1 with errno. */
static int read_record(int fd, char record[RECORD + 1])
{
	size_t had = 0;
	ssize_t got = 1;

	while (had < RECORD && got > 0) {
		got = pread(fd, record + had, RECORD - had, (off_t)had);
		had += got > 0 ? (size_t)got : 0;
	}
	record[had] = '\0';
	if (got < 0)
		return -1;
	if (had < RECORD || record[RECORD - 1] != '\n')
		return 0;
	record[RECORD - 1] = '\0';
	return 1;
}

/*
 * The one that is there is of a log that is not this one, or nobody can tell:
 * it stays.
 */
static bool is_of_another(struct store *store)
{
	struct error why = ERROR_INIT;
	char record[RECORD + 1];
	int got = read_record(store->lock_fd, record);

	return got < 0 ||
	       (got > 0 && log_store_prove(store, record, &why) < 0 &&
		why.kind == ERROR_STORE);
}

void store_reached_note(struct store *store)
{
	struct error ignored = ERROR_INIT;
	char anchor[LOG_STORE_ANCHOR], record[LOG_STORE_ANCHOR + DIGITS];
	long long rows;

	if (store->lock_fd < 0)
		return;
	if (!store->reached_known)
		store->reached_foreign = is_of_another(store);
	store->reached_known = true;
	if (store->reached_foreign ||
	    log_store_anchor(store, anchor, &ignored) < 0)
		return;
	rows = strtoll(anchor, NULL, 10);
	if (!rows)
		return;
	snprintf(record, sizeof(record), "%0*lld%s\n", DIGITS, rows,
		 strchr(anchor, ':'));
	if (pwrite(store->lock_fd, record, RECORD, 0) != RECORD &&
	    ftruncate(store->lock_fd, 0) < 0)
		return;
}

void store_reached_forget(struct store *store)
{
	if (store->lock_fd >= 0 && ftruncate(store->lock_fd, 0) < 0)
		return;
}

int store_reached_check(struct store *store, struct error *err)
{
	char *path = path_join(store->folder, "qctool.lock");
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char record[RECORD + 1];
	int got = fd >= 0 ? read_record(fd, record) : -(errno != ENOENT);
	int result = 0;

	/* Before the log is asked: a writer may add to both meanwhile. */
	if (got < 0)
		result = error_set(err, ERROR_SYSTEM, "%s: %s", path,
				   error_errno_text(errno));
	else if (got > 0 && log_store_prove(store, record, err) < 0)
		result = err->kind != ERROR_STORE
				 ? -1
				 : error_set(err, ERROR_STORE,
					     _("the log was written up to row "
					       "%lld, which it does not have: "
					       "qctool.db-wal was removed or "
					       "another database put in its "
					       "place; put the newest backup "
					       "back with `qctool store "
					       "restore BACKUP`"),
					     strtoll(record, NULL, 10));
	if (fd >= 0)
		close(fd);
	free(path);
	return result;
}
