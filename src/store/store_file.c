/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/store_private.h"

/*
 * The first 100 bytes of a database (https://www.sqlite.org/fileformat.html):
 *
 *	at   0  "SQLite format 3" 0
 *	    16  page size, 1 for 65536
 *	    20  bytes of a page for others: none here
 *	    24  change counter    --.  the page count is to be trusted
 *	    28  pages of the file   |  where these two are the same
 *	    92  of which change   --'
 */
enum {
	HEADER = 100,
	AT_PAGE_SIZE = 16,
	AT_RESERVED = 20,
	AT_CHANGE = 24,
	AT_PAGES = 28,
	AT_VALID_FOR = 92,
};

static unsigned long big_endian(const unsigned char *p, int n)
{
	unsigned long value = 0;

	while (n-- > 0)
		value = value << 8 | *p++;
	return value;
}

/*
 * One text for whatever the damage is: what happened to nothing, and what a
 * person does next.  Every repair in place would be made of guesses.
 */
int store_damaged(const struct store *store, const char *what,
		  struct error *err)
{
	return error_set(err, ERROR_STORE,
			 _("%s: the database is damaged (%s). Nothing was "
			   "changed: stop, keep a copy of the folder, then "
			   "put a backup in its place with `qctool store "
			   "restore BACKUP`"),
			 store->folder, what);
}

/* Whether a file with content stands beside the database. */
static bool has_beside(const char *path, const char *ending)
{
	char *name = mem_xprintf("%s%s", path, ending);
	struct stat st;
	bool there = stat(name, &st) == 0 && st.st_size > 0;

	free(name);
	return there;
}

struct look {
	unsigned char head[HEADER];
	ssize_t got; /* of the header */
	uint64_t size;
};

/* Size and log after the header: a writer only ever makes more of them. */
static int look_at(struct store *store, const char *path, struct look *look,
		   struct error *err)
{
	int fd = file_open(path, NULL, err);
	struct stat st;
	bool had_wal;

	if (fd < 0 && err->kind == ERROR_INPUT && file_exists(path) &&
	    access(path, R_OK) == 0)
		return store_damaged(store, _("it is no regular file"), err);
	if (fd < 0)
		return -1;
	had_wal = has_beside(path, "-wal");
	look->got = pread(fd, look->head, HEADER, 0);
	if (look->got < 0 || fstat(fd, &st) < 0) {
		error_set_errno(err, "%s", path);
		close(fd);
		return -1;
	}
	close(fd);
	look->size = (uint64_t)st.st_size;
	store->has_wal = has_beside(path, "-wal") || had_wal;
	store->has_shm = has_beside(path, "-shm");
	return 0;
}

static bool is_header(const struct look *look, unsigned long page)
{
	return memcmp(look->head, "SQLite format 3", 16) == 0 && page >= 512 &&
	       (page & (page - 1)) == 0 && look->head[AT_RESERVED] == 0;
}

/* What is the matter with it; NULL for nothing. */
static const char *find_damage(const struct store *store,
			       const struct look *look)
{
	unsigned long page = big_endian(look->head + AT_PAGE_SIZE, 2);
	unsigned long pages = big_endian(look->head + AT_PAGES, 4);

	if (page == 1)
		page = 65536;
	if (look->size == 0)
		return _("it is empty");
	if (look->got < HEADER)
		return _("its end is missing");
	if (!is_header(look, page))
		return _("its header is none");
	/* With a write-ahead log beside it the end may be in there. */
	if (!store->has_wal && pages > look->size / page &&
	    memcmp(look->head + AT_CHANGE, look->head + AT_VALID_FOR, 4) == 0)
		return _("its end is missing");
	return NULL;
}

/*
 * Looked at before SQLite does: to SQLite a file of no bytes is a new database,
 * and by looking it writes beside it.  Twice, since a writer that came and went
 * between two of our looks has changed what they see.
 */
int store_file_check(struct store *store, const char *path, struct error *err)
{
	static const struct timespec moment = {0, 50000000};
	struct look look = {.got = 0};
	const char *damage;

	if (look_at(store, path, &look, err) < 0)
		return -1;
	if (!find_damage(store, &look))
		return 0;
	nanosleep(&moment, NULL);
	if (look_at(store, path, &look, err) < 0)
		return -1;
	damage = find_damage(store, &look);
	return damage ? store_damaged(store, damage, err) : 0;
}

/* 1 when a folder of the store holds anything: pictures, that is; or -1. */
static int holds_files(const char *folder, const char *room, struct error *err)
{
	char *path = path_join(folder, room);
	DIR *dir = opendir(path);
	struct dirent *entry;
	int result = 0;

	if (!dir && errno != ENOENT && errno != ENOTDIR)
		result = error_set_errno(err, "%s", path);
	while (dir && result == 0 &&
	       (entry = file_next_entry(dir, path, &result, err)))
		result = entry->d_name[0] != '.';
	if (dir)
		closedir(dir);
	free(path);
	return result;
}

int store_file_is_lost(const char *folder, struct error *err)
{
	int result = holds_files(folder, "originals", err);

	return result ? result : holds_files(folder, "made", err);
}

/*
 * Asked of the folder, since SQLite makes files beside the database; the answer
 * of the file system, so that root gets it for a read-only mount too.
 */
bool store_file_is_writable(const char *folder, const char *path)
{
	return faccessat(AT_FDCWD, folder, W_OK, AT_EACCESS) == 0 &&
	       faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}
