/* SPDX-License-Identifier: MIT */
/*
 * Disks that fail, for LD_PRELOAD: the N-th call of one kind on a regular file
 * fails or moves half of the bytes, once.
 *
 *   QCTOOL_FAULT=read:12:EIO      read, pread; fread, getline; readdir
 *   QCTOOL_FAULT=write:3:ENOSPC   write, pwrite; fwrite, fclose
 *   QCTOOL_FAULT=sync:1:EIO       fsync, fdatasync, syncfs, sync_file_range;
 *                                 of folders, too
 *   QCTOOL_FAULT=link:1:EIO       a file gets its name: linkat, renameat
 *   QCTOOL_FAULT=write:3:short
 *   QCTOOL_FAULT=sync:1:gone      EIO from then on
 *   QCTOOL_FAULT=sync:1:power     the power goes before the call
 *   QCTOOL_FAULT=memory:900:none  malloc, calloc, realloc, aligned_alloc
 *   QCTOOL_FAULT_LOG=FILE         how many of the kind there were
 *
 * With the power goes what no sync has brought to the disk: of every other
 * name that was given since, the name; of what stays, the second half of bytes
 * that were written since.  Of a database all stays: a row that names a file
 * which is gone is what must not be.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static struct {
	char kind[16], how[16];
	long number;
	atomic_long seen;
} fault;

__attribute__((constructor)) static void start(void)
{
	const char *asked = getenv("QCTOOL_FAULT");

	if (asked)
		sscanf(asked, "%15[a-z]:%ld:%15s", fault.kind, &fault.number,
		       fault.how);
}

__attribute__((destructor)) static void end(void)
{
	const char *log = getenv("QCTOOL_FAULT_LOG");
	FILE *f = log ? fopen(log, "w") : NULL;

	if (!f)
		return;
	fprintf(f, "%ld\n", (long)fault.seen);
	fclose(f);
}

/* What was written and is not on the disk, and names that are not. */
enum { MOST = 4096 };
struct inode {
	dev_t device;
	ino_t number;
};
static struct {
	struct inode bytes[MOST];
	struct {
		char path[PATH_MAX];
		struct inode is, folder;
	} name[MOST];
	int n_bytes, n_names;
} unsynced;

static bool loses(void)
{
	return strcmp(fault.how, "power") == 0;
}

static struct inode inode_of(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		abort();
	return (struct inode){st.st_dev, st.st_ino};
}

static bool is(const struct inode *a, const struct stat *b)
{
	return a->device == b->st_dev && a->number == b->st_ino;
}

static bool is_unsynced(const struct inode *file)
{
	struct stat st = {.st_dev = file->device, .st_ino = file->number};
	int i;

	for (i = 0; i < unsynced.n_bytes; i++)
		if (is(&unsynced.bytes[i], &st))
			return true;
	return false;
}

static void written(int fd)
{
	struct inode file;
	struct stat st;

	if (!loses() || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	file = (struct inode){st.st_dev, st.st_ino};
	if (!is_unsynced(&file) && unsynced.n_bytes < MOST)
		unsynced.bytes[unsynced.n_bytes++] = file;
}

static void named(const char *path)
{
	int at = unsynced.n_names;
	char *slash;

	if (!loses() || at == MOST || !realpath(path, unsynced.name[at].path))
		return;
	unsynced.name[at].is = inode_of(path);
	slash = strrchr(unsynced.name[at].path, '/');
	*slash = '\0';
	unsynced.name[at].folder = inode_of(unsynced.name[at].path);
	*slash = '/';
	unsynced.n_names++;
}

static void synced(int fd, bool disk)
{
	struct stat st;
	int i, n = 0;

	if (!loses() || fstat(fd, &st) != 0)
		return;
	for (i = 0; i < unsynced.n_bytes; i++)
		if (disk ? unsynced.bytes[i].device != st.st_dev
			 : !is(&unsynced.bytes[i], &st))
			unsynced.bytes[n++] = unsynced.bytes[i];
	unsynced.n_bytes = n;
	for (i = n = 0; i < unsynced.n_names; i++)
		if (disk ? unsynced.name[i].folder.device != st.st_dev
			 : !is(&unsynced.name[i].folder, &st))
			unsynced.name[n++] = unsynced.name[i];
	unsynced.n_names = n;
}

static void power_goes(void)
{
	struct stat st;
	int i;

	for (i = 0; i < unsynced.n_names; i++) {
		const char *path = unsynced.name[i].path;

		if (stat(path, &st) != 0 || !is(&unsynced.name[i].is, &st))
			continue;
		if (i % 2 == 0)
			unlink(path);
		else if (is_unsynced(&unsynced.name[i].is) &&
			 truncate(path, st.st_size / 2) != 0)
			abort();
	}
	raise(SIGKILL);
}

static bool strikes_now(void)
{
	long seen = ++fault.seen;

	if (seen > fault.number && fault.number > 0 &&
	    strcmp(fault.how, "gone") == 0)
		return true;
	if (seen == fault.number && loses())
		power_goes();
	return seen == fault.number;
}

static bool strikes(const char *kind, int fd)
{
	struct stat st;

	if (strcmp(kind, fault.kind) != 0 || fd <= 2 || fstat(fd, &st) != 0 ||
	    (!S_ISREG(st.st_mode) &&
	     !(S_ISDIR(st.st_mode) && strcmp(kind, "sync") == 0)))
		return false;
	return strikes_now();
}

/* -1 with errno, or how many bytes to move. */
static ssize_t fail(size_t n)
{
	if (strcmp(fault.how, "short") == 0)
		return (ssize_t)(n > 1 ? n / 2 : n);
	errno = strcmp(fault.how, "ENOSPC") == 0 ? ENOSPC : EIO;
	return -1;
}

/* glibc's own under another name: dlsym() allocates itself. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);
extern void *__libc_memalign(size_t align, size_t size);

static bool runs_out(void)
{
	if (fault.kind[0] != 'm' || ++fault.seen != fault.number)
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return runs_out() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return runs_out() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
	return runs_out() ? NULL : __libc_realloc(p, size);
}

void *aligned_alloc(size_t align, size_t size)
{
	return runs_out() ? NULL : __libc_memalign(align, size);
}

#define REAL(type, name, ...)                                                  \
	static type (*real)(__VA_ARGS__);                                      \
	if (!real)                                                             \
	real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

#define MOVE(kind, ...)                                                        \
	ssize_t left;                                                          \
	if (!strikes(kind, fd))                                                \
		return real(fd, bytes, n, ##__VA_ARGS__);                      \
	left = fail(n);                                                        \
	return left < 0 ? -1 : real(fd, bytes, (size_t)left, ##__VA_ARGS__)

ssize_t read(int fd, void *bytes, size_t n)
{
	REAL(ssize_t, read, int, void *, size_t);
	MOVE("read");
}

ssize_t pread(int fd, void *bytes, size_t n, off_t at)
{
	REAL(ssize_t, pread, int, void *, size_t, off_t);
	MOVE("read", at);
}

ssize_t pread64(int fd, void *bytes, size_t n, off64_t at)
{
	REAL(ssize_t, pread64, int, void *, size_t, off64_t);
	MOVE("read", at);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	REAL(ssize_t, write, int, const void *, size_t);
	written(fd);
	MOVE("write");
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
	MOVE("write", at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
	MOVE("write", at);
}

#define SYNC(disk, ...)                                                        \
	int result;                                                            \
	if (strikes("sync", fd))                                               \
		return (int)fail(0);                                           \
	result = real(__VA_ARGS__);                                            \
	if (result == 0)                                                       \
		synced(fd, disk);                                              \
	return result

int fsync(int fd)
{
	REAL(int, fsync, int);
	SYNC(false, fd);
}

int fdatasync(int fd)
{
	REAL(int, fdatasync, int);
	SYNC(false, fd);
}

int syncfs(int fd)
{
	REAL(int, syncfs, int);
	SYNC(true, fd);
}

/* Waits for bytes that are on their way and brings none to the disk. */
int sync_file_range(int fd, off64_t at, off64_t n, unsigned flags)
{
	REAL(int, sync_file_range, int, off64_t, off64_t, unsigned);
	return strikes("sync", fd) ? (int)fail(0) : real(fd, at, n, flags);
}

#define NAME(to, path, ...)                                                    \
	int result;                                                            \
	if (strcmp(fault.kind, "link") == 0 && strikes_now())                  \
		return (int)fail(0);                                           \
	result = real(__VA_ARGS__);                                            \
	if (result == 0 && (to) == AT_FDCWD)                                   \
		named(path);                                                   \
	return result

int linkat(int from, const char *old, int to, const char *path, int flags)
{
	REAL(int, linkat, int, const char *, int, const char *, int);
	NAME(to, path, from, old, to, path, flags);
}

int renameat(int from, const char *old, int to, const char *path)
{
	REAL(int, renameat, int, const char *, int, const char *);
	NAME(to, path, from, old, to, path);
}

/*
 * Streams and folders: libc reads and writes for them by functions of its own,
 * which the ones above do not stand before.
 */
static bool strikes_stream(const char *kind, FILE *f)
{
	if (!f || fileno(f) < 0 || strcmp(fault.how, "short") == 0 ||
	    !strikes(kind, fileno(f)))
		return false;
	f->_flags |= 0x20; /* glibc's mark that ferror() asks for */
	fail(0);
	return true;
}

size_t fread(void *bytes, size_t size, size_t n, FILE *f)
{
	REAL(size_t, fread, void *, size_t, size_t, FILE *);
	return strikes_stream("read", f) ? 0 : real(bytes, size, n, f);
}

ssize_t getline(char **line, size_t *room, FILE *f)
{
	REAL(ssize_t, getline, char **, size_t *, FILE *);
	return strikes_stream("read", f) ? -1 : real(line, room, f);
}

size_t fwrite(const void *bytes, size_t size, size_t n, FILE *f)
{
	REAL(size_t, fwrite, const void *, size_t, size_t, FILE *);
	return strikes_stream("write", f) ? 0 : real(bytes, size, n, f);
}

/* What was still to be written is lost, and the stream closed. */
int fclose(FILE *f)
{
	REAL(int, fclose, FILE *);
	int mode = f && fileno(f) >= 0 ? fcntl(fileno(f), F_GETFL) : -1;
	bool lost = mode >= 0 && (mode & O_ACCMODE) != O_RDONLY &&
		    strikes_stream("write", f);
	int result = real(f);

	if (!lost)
		return result;
	fail(0);
	return EOF;
}

static bool strikes_folder(void)
{
	if (strcmp(fault.kind, "read") != 0 ||
	    strcmp(fault.how, "short") == 0 || !strikes_now())
		return false;
	fail(0);
	return true;
}

struct dirent *readdir(DIR *dir)
{
	REAL(struct dirent *, readdir, DIR *);
	return strikes_folder() ? NULL : real(dir);
}

struct dirent64 *readdir64(DIR *dir)
{
	REAL(struct dirent64 *, readdir64, DIR *);
	return strikes_folder() ? NULL : real(dir);
}
