/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cancel.h"
#include "base/crash.h"
#include "base/guard.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/sweep.h"

enum {
	MAX_DEPTH = 64,	  /* folders within each other */
	MAX_SMALL = 4096, /* bytes of a file that holds one line */
};

/* What the system said of the path, and of links what we say. */
static int fail(struct error *err, const char *path)
{
	if (!guard_refused(path))
		return error_set_errno(err, "%s", path);
	return error_set(err, ERROR_INPUT,
			 _("%s: a symbolic link on the way is not followed; "
			   "name another folder"),
			 path);
}

static int read_all(int fd, size_t max, struct buf *out, struct error *err)
{
	size_t start = out->size, step = 1 << 16;
	ssize_t got;

	for (;;) {
		buf_reserve(out, step);
		got = read(fd, out->data + out->size, step);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_set_errno(err, _("cannot read"));
		if (got == 0)
			return 0;
		out->size += (size_t)got;
		out->data[out->size] = '\0';
		/* What fstat() said may be less than what is there now. */
		if (out->size - start > max)
			return error_set(err, ERROR_LIMIT,
					 _("larger than the %zu MB we accept"),
					 max >> 20);
		step = out->size > 1 << 20 ? 1 << 20 : 1 << 16;
	}
}

/* open() gives the lowest free descriptor, so the closed ones in turn. */
void file_hold_streams(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_RDWR | O_NOCTTY);
		/* A file system without it; what is printed is lost there. */
		if (fd < 0)
			fd = open("/", O_RDONLY | O_DIRECTORY);
		if (fd == STDOUT_FILENO) {
			close(fd);
			fd = open("/", O_RDONLY | O_DIRECTORY);
		}
	} while (fd >= 0 && fd < STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

/*
 * Non-blocking, so that a FIFO in a folder cannot hang a batch, and without
 * becoming the owner of a terminal; asked of the open file, since the name may
 * lead elsewhere a moment later.
 */
int file_open(const char *path, uint64_t *size, struct error *err)
{
	int fd = guard_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
			    0);
	struct stat st;

	/* A socket cannot even be opened. */
	if (fd < 0 && errno != ENXIO)
		return fail(err, path);
	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		if (fd >= 0)
			close(fd);
		return error_set(err, ERROR_INPUT, _("%s: not a regular file"),
				 path);
	}
	if (size)
		*size = (uint64_t)st.st_size;
	return fd;
}

FILE *file_open_temp(const char *temp, struct error *err)
{
	int fd = guard_open(temp, O_WRONLY | O_CLOEXEC, 0);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "wb");

	if (!file)
		fail(err, temp);
	if (!file && fd >= 0)
		close(fd);
	return file;
}

FILE *file_open_stream(const char *path, struct error *err)
{
	int fd = file_open(path, NULL, err);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "rb");

	if (fd >= 0 && !file) {
		error_set_errno(err, "%s", path);
		close(fd);
	}
	return file;
}

int file_read(const char *path, size_t max, struct buf *out, struct error *err)
{
	uint64_t size;
	int result, fd = file_open(path, &size, err);

	if (fd < 0)
		return -1;
	if (size <= max)
		buf_reserve(out, (size_t)size + 1);
	result = read_all(fd, max, out, err);
	close(fd);
	return result < 0 ? error_context(err, "%s", path) : 0;
}

int file_read_line(const char *path, struct buf *out, struct error *err)
{
	size_t start = out->size;

	if (file_read(path, MAX_SMALL, out, err) < 0)
		return -1;
	out->size = start + strcspn(out->data + start, "\r\n");
	out->data[out->size] = '\0';
	return 0;
}

/* Of the whole process, and set before there are threads. */
static bool pretending;

void file_pretend(void)
{
	pretending = true;
}

bool file_is_pretending(void)
{
	return pretending;
}

/*
 * rename() would put a file in the place of a FIFO somebody reads, and of
 * /dev/null for the whole machine.  A folder it refuses by itself, and a link
 * it replaces; in a guarded folder none is followed, so that one is seen here.
 */
static int refuse_special(const char *path, struct error *err)
{
	struct stat st;

	if (guard_stat(path, &st) < 0 || S_ISREG(st.st_mode) ||
	    S_ISDIR(st.st_mode) || S_ISLNK(st.st_mode))
		return 0;
	return error_set(err, ERROR_USAGE,
			 _("%s is there and no regular file; choose another "
			   "name"),
			 path);
}

/* Where the temporary file of a dry run may lie: folders are not made then. */
static char *existing_folder(char *take_folder)
{
	char *parent;

	while (!file_is_dir(take_folder)) {
		parent = path_folder(take_folder);
		if (strcmp(parent, take_folder) == 0) {
			free(parent);
			break;
		}
		free(take_folder);
		take_folder = parent;
	}
	return take_folder;
}

/*
 * Beside its place, since rename() works within one file system; with a dot, so
 * that a walk passes over what a kill left behind.
 */
static int make_temp(const char *folder, char **temp, struct error *err)
{
	int fd;

	*temp = sweep_name(folder);
	fd = guard_mkostemp(*temp, O_CLOEXEC);
	if (fd < 0 && guard_refused(*temp)) {
		fail(err, folder);
	} else if (fd < 0) {
		error_set_errno(err, _("cannot write in folder %s"), folder);
	} else {
		close(fd);
		crash_note(*temp);
		return 0;
	}
	free(*temp);
	*temp = NULL;
	return -1;
}

static void forget_temp(char **temp)
{
	if (*temp)
		crash_forget(*temp);
	free(*temp);
	*temp = NULL;
}

/* Packages, lists, backups: few and large, so each looks round first. */
int file_temp(const char *path, char **temp, struct error *err)
{
	char *folder;
	int result;

	*temp = NULL;
	if (refuse_special(path, err) < 0)
		return -1;
	folder = path_folder(path);
	if (pretending)
		folder = existing_folder(folder);
	else
		sweep_folder(folder);
	result = make_temp(folder, temp, err);
	free(folder);
	return result;
}

void file_abandon(char **temp)
{
	if (*temp)
		guard_unlink(*temp);
	forget_temp(temp);
}

/*
 * rename() changes the folder, which has to reach the disk as well before the
 * caller tells the database that the file is there.  One that may be written
 * and not read cannot be opened for that, and some file systems sync no
 * folders: nothing more can be done there.
 */
static int sync_folder(const char *path)
{
	char *folder = path_folder(path);
	int fd = guard_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	int code = fd < 0 && errno != EACCES ? errno : 0;

	free(folder);
	if (fd >= 0 && fsync(fd) < 0 && errno != EINVAL && errno != EOPNOTSUPP)
		code = errno;
	if (fd >= 0)
		close(fd);
	errno = code;
	return code ? -1 : 0;
}

int file_sync(const char *path, struct error *err)
{
	int fd = guard_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
	int bad = fd < 0 || fsync(fd) < 0 || sync_folder(path) < 0;

	if (bad)
		fail(err, path);
	if (fd >= 0)
		close(fd);
	return bad ? -1 : 0;
}

static int commit(char **temp, const char *path, mode_t mode, struct error *err)
{
	int fd = guard_open(*temp, O_RDWR | O_CLOEXEC, 0);
	int bad = fd < 0 || fchmod(fd, mode) < 0 || fsync(fd) < 0;

	if (bad)
		fail(err, path);
	if (fd >= 0)
		close(fd);
	if (!bad && guard_rename(*temp, path) < 0)
		bad = fail(err, path) < 0;
	if (bad) {
		file_abandon(temp);
		return -1;
	}
	forget_temp(temp);
	return sync_folder(path) < 0 ? fail(err, path) : 0;
}

int file_commit(char **temp, const char *path, mode_t mode, struct error *err)
{
	if (!pretending)
		return commit(temp, path, mode, err);
	file_abandon(temp);
	return 0;
}

static int write_all(int fd, const char *bytes, size_t n)
{
	ssize_t put;

	while (n > 0) {
		put = write(fd, bytes, n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		bytes += put;
		n -= (size_t)put;
	}
	return 0;
}

int file_open_nameless(const char *path, const void *bytes, size_t n,
		       mode_t mode)
{
	char *folder = path_folder(path);
	int fd = guard_open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);

	free(folder);
	if (fd < 0)
		return -1;
	if (write_all(fd, bytes, n) == 0 && fchmod(fd, mode) == 0)
		return fd;
	close(fd);
	return -1;
}

/*
 * A new file gets its name when it is whole, so a kill leaves nothing behind.
 * False where the system cannot: the named way then says what is wrong.
 */
static bool write_nameless(const char *path, const void *bytes, size_t n,
			   mode_t mode)
{
	int fd = file_open_nameless(path, bytes, n, mode);
	bool done;

	if (fd < 0)
		return false;
	done = fsync(fd) == 0 && guard_link(fd, path) == 0 &&
	       sync_folder(path) == 0;
	close(fd);
	return done;
}

static int write_whole(const char *path, const void *bytes, size_t n,
		       mode_t mode, struct error *err)
{
	char *temp = NULL, *folder;
	int fd, bad;

	if (!file_exists(path) && write_nameless(path, bytes, n, mode))
		return 0;
	if (refuse_special(path, err) < 0)
		return -1;
	folder = path_folder(path);
	bad = make_temp(folder, &temp, err);
	free(folder);
	if (bad)
		return -1;
	fd = guard_open(temp, O_WRONLY | O_CLOEXEC, 0);
	bad = fd < 0 || write_all(fd, bytes, n) < 0;
	if (bad)
		fail(err, path);
	if (fd >= 0)
		close(fd);
	if (!bad)
		return commit(&temp, path, mode, err);
	file_abandon(&temp);
	return -1;
}

int file_write(const char *path, const void *bytes, size_t n, mode_t mode,
	       struct error *err)
{
	return pretending ? 0 : write_whole(path, bytes, n, mode, err);
}

bool file_exists(const char *path)
{
	struct stat st;

	return guard_stat(path, &st) == 0;
}

bool file_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int file_guard(const char *folder, struct error *err)
{
	return guard_folder(folder) < 0 ? fail(err, folder) : 0;
}

int file_refuse_link(const char *path, struct error *err)
{
	int fd = guard_open(path, O_PATH | O_CLOEXEC, 0);
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISLNK(st.st_mode)) {
		errno = ELOOP;
		fail(err, path);
		close(fd);
		return -1;
	}
	if (fd >= 0)
		close(fd);
	return fd >= 0 || errno == ENOENT ? 0 : fail(err, path);
}

static int make_folders(const char *path, mode_t mode, struct error *err)
{
	char *copy = mem_xstrdup(path), *at;
	int result = 0;

	for (at = copy + 1; result == 0; at++) {
		char c = *at;

		if (c != '/' && c != '\0')
			continue;
		*at = '\0';
		/* Not looked for first: another process may be as far. */
		if (guard_mkdir(copy, mode) < 0 && errno != EEXIST)
			result = fail(err, copy);
		*at = c;
		if (c == '\0')
			break;
	}
	free(copy);
	return result;
}

int file_mkdirs(const char *path, mode_t mode, struct error *err)
{
	return pretending ? 0 : make_folders(path, mode, err);
}

int file_keep_folder(const char *path, struct error *err)
{
	char *folder = path_folder(path);
	int result = make_folders(folder, 0700, err);

	free(folder);
	return result;
}

int file_keep(const char *path, const void *bytes, size_t n, struct error *err)
{
	if (file_keep_folder(path, err) < 0)
		return -1;
	return write_whole(path, bytes, n, 0600, err);
}

struct dirent *file_next_entry(DIR *dir, const char *path, int *result,
			       struct error *err)
{
	struct dirent *entry;

	errno = 0;
	entry = readdir(dir);
	*result = entry || !errno ? 0 : error_set_errno(err, "%s", path);
	return entry;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/*
 * A folder sorts as "name/", so that whole paths come in byte order:
 *
 *   a-b.jpg   '-' is 2D
 *   a.jpg     '.' is 2E
 *   a/1.jpg   '/' is 2F; by "a" alone the folder would come first
 */
static char *sort_name(const char *folder, const char *name)
{
	char *path = path_join(folder, name);
	char *result = mem_xprintf("%s%s", name, file_is_dir(path) ? "/" : "");

	free(path);
	return result;
}

static int list_folder(const char *path, char ***names, size_t *count,
		       struct error *err)
{
	struct dirent *entry;
	size_t cap = 0;
	int result = 0;
	DIR *dir = opendir(path);

	*names = NULL;
	*count = 0;
	if (!dir)
		return error_set_errno(err, "%s", path);
	while ((entry = file_next_entry(dir, path, &result, err))) {
		if (entry->d_name[0] == '.')
			continue;
		MEM_GROW(*names, *count, cap);
		(*names)[(*count)++] = sort_name(path, entry->d_name);
	}
	closedir(dir);
	if (*count)
		qsort(*names, *count, sizeof(**names), compare_names);
	return result;
}

struct walk {
	file_walk_fn fn;
	void *ctx;
};

/* A link back up would lead the walk in circles. */
static bool is_linked_folder(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISLNK(st.st_mode) &&
	       file_is_dir(path);
}

static int walk(const struct walk *w, const char *path, int depth,
		struct error *err)
{
	char **names = NULL, *child;
	size_t i, count = 0;
	int result = 0;

	if (depth > 0 && is_linked_folder(path))
		return 0;
	if (!file_is_dir(path))
		return w->fn(w->ctx, path, err);
	if (depth >= MAX_DEPTH)
		return error_set(err, ERROR_LIMIT,
				 _("%s: more than %d folders deep"), path,
				 MAX_DEPTH);
	result = list_folder(path, &names, &count, err);
	for (i = 0; i < count; i++) {
		names[i][strcspn(names[i], "/")] = '\0';
		child = path_join(path, names[i]);
		/* Over a hundred thousand files this takes a while. */
		if (result == 0)
			result = cancel_check(err);
		if (result == 0)
			result = walk(w, child, depth + 1, err);
		free(child);
		free(names[i]);
	}
	free(names);
	return result;
}

int file_walk(const char *path, file_walk_fn fn, void *ctx, struct error *err)
{
	if (!file_exists(path))
		return error_set_errno(err, "%s", path);
	return walk(&(struct walk){fn, ctx}, path, 0, err);
}

int file_is_other(const char *path, const void *bytes, size_t n,
		  struct error *err)
{
	struct error why = ERROR_INIT;
	struct buf there = BUF_INIT;
	struct stat st;
	int other;

	if (guard_stat(path, &st) < 0)
		return 0;
	if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size != n)
		return 1;
	other = file_read(path, n, &there, &why);
	/* Longer than a moment ago. */
	if (other < 0 && why.kind == ERROR_LIMIT)
		other = 1;
	else if (other < 0)
		*err = why;
	else
		other = there.size != n ||
			memcmp(buf_str(&there), bytes, n) != 0;
	buf_release(&there);
	return other;
}

bool file_is_as_long(const char *a, const char *b)
{
	struct stat one, two;

	return stat(a, &one) == 0 && stat(b, &two) == 0 &&
	       one.st_size == two.st_size;
}

bool file_is_same(const char *a, const char *b)
{
	struct stat one, two;

	return stat(a, &one) == 0 && stat(b, &two) == 0 &&
	       one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}
