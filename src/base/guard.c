/* SPDX-License-Identifier: MIT */
#include "base/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/mem.h"

enum { MOST_TRIES = 100 };

static struct {
	char *folder; /* without slashes behind it; NULL: none */
	int fd;
} guard = {NULL, -1};

/* A name and the open folder that it lies in. */
struct place {
	int folder;
	const char *name;
	char *copy;    /* of the guarded part; NULL: as the path is named */
	int no_follow; /* for open() */
};

int guard_folder(const char *folder)
{
	size_t n = folder ? strlen(folder) : 0;
	int fd = -1;

	if (folder) {
		fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (fd < 0)
			return -1;
	}
	if (guard.fd >= 0)
		close(guard.fd);
	free(guard.folder);
	guard.fd = fd;
	guard.folder = folder ? mem_xstrdup(folder) : NULL;
	while (n > 0 && guard.folder[n - 1] == '/')
		guard.folder[--n] = '\0';
	return 0;
}

/* What of the path is below the folder; NULL: it is elsewhere. */
static const char *find_below(const char *path)
{
	size_t n = guard.folder ? strlen(guard.folder) : 0;

	if (!guard.folder || strncmp(path, guard.folder, n) != 0 ||
	    (path[n] != '/' && path[n] != '\0'))
		return NULL;
	return path + n + strspn(path + n, "/");
}

bool guard_refused(const char *path)
{
	return errno == ELOOP && find_below(path);
}

/* From the folder *fd into one of its own. */
static int step(int *fd, const char *part)
{
	int next = openat(*fd, part, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	int code = errno;
	struct stat st;

	if (*fd != guard.fd)
		close(*fd);
	*fd = next;
	errno = code;
	if (next < 0)
		return -1;
	if (strcmp(part, "..") != 0 && fstat(next, &st) == 0 &&
	    !S_ISLNK(st.st_mode))
		return 0;
	close(next);
	errno = ELOOP;
	return -1;
}

static void leave(struct place *at)
{
	int code = errno;

	if (at->copy && at->folder != guard.fd)
		close(at->folder);
	free(at->copy);
	errno = code;
}

static int enter(const char *path, struct place *at)
{
	const char *below = find_below(path);
	char *rest = NULL, *part, *next;

	*at = (struct place){AT_FDCWD, path, NULL, 0};
	if (!below)
		return 0;
	at->copy = mem_xstrdup(below);
	at->folder = guard.fd;
	at->no_follow = O_NOFOLLOW;
	part = strtok_r(at->copy, "/", &rest);
	while (part && (next = strtok_r(NULL, "/", &rest))) {
		if (step(&at->folder, part) < 0) {
			at->folder = guard.fd;
			leave(at);
			return -1;
		}
		part = next;
	}
	at->name = part ? part : ".";
	if (strcmp(at->name, "..") != 0)
		return 0;
	leave(at);
	errno = ELOOP;
	return -1;
}

int guard_open(const char *path, int flags, mode_t mode)
{
	struct place at;
	int fd;

	if (enter(path, &at) < 0)
		return -1;
	fd = openat(at.folder, at.name, flags | at.no_follow, mode);
	leave(&at);
	return fd;
}

/* mkostemp() knows no open folder. */
int guard_mkostemp(char *path, int flags)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
	unsigned char drawn[6];
	char *end = path + strlen(path) - sizeof(drawn);
	int tries, fd = -1;
	size_t i;

	for (tries = 0; tries < MOST_TRIES; tries++) {
		if (getrandom(drawn, sizeof(drawn), 0) != sizeof(drawn))
			return -1;
		for (i = 0; i < sizeof(drawn); i++)
			end[i] = letters[drawn[i] % 32];
		fd = guard_open(path, flags | O_RDWR | O_CREAT | O_EXCL, 0600);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return fd;
}

int guard_stat(const char *path, struct stat *st)
{
	struct place at;
	int result;

	if (enter(path, &at) < 0)
		return -1;
	result = fstatat(at.folder, at.name, st,
			 at.no_follow ? AT_SYMLINK_NOFOLLOW : 0);
	leave(&at);
	return result;
}

int guard_mkdir(const char *path, mode_t mode)
{
	struct place at;
	int result;

	if (enter(path, &at) < 0)
		return -1;
	result = mkdirat(at.folder, at.name, mode);
	leave(&at);
	return result;
}

int guard_rename(const char *from, const char *to)
{
	struct place a, b;
	int result = -1;

	if (enter(from, &a) < 0)
		return -1;
	if (enter(to, &b) == 0) {
		result = renameat(a.folder, a.name, b.folder, b.name);
		leave(&b);
	}
	leave(&a);
	return result;
}

int guard_unlink(const char *path)
{
	struct place at;
	int result;

	if (enter(path, &at) < 0)
		return -1;
	result = unlinkat(at.folder, at.name, 0);
	leave(&at);
	return result;
}

int guard_link(int fd, const char *path)
{
	struct place at;
	char is[40];
	int result;

	if (enter(path, &at) < 0)
		return -1;
	snprintf(is, sizeof(is), "/proc/self/fd/%d", fd);
	result = linkat(AT_FDCWD, is, at.folder, at.name, AT_SYMLINK_FOLLOW);
	leave(&at);
	return result;
}
