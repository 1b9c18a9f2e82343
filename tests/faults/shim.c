/* SPDX-License-Identifier: MIT */
/*
 * Disks that fail, for LD_PRELOAD: the N-th call of one kind on a regular file
 * fails or moves half of the bytes, once.
 *
 *   QCTOOL_FAULT=read:12:EIO      read, pread; fread, getline; readdir
 *   QCTOOL_FAULT=write:3:ENOSPC   write, pwrite; fwrite, fclose
 *   QCTOOL_FAULT=sync:1:EIO       fsync, fdatasync
 *   QCTOOL_FAULT=write:3:short
 *   QCTOOL_FAULT=memory:900:none  malloc, calloc, realloc, aligned_alloc
 *   QCTOOL_FAULT_LOG=FILE         how many of the kind there were
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
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

static bool strikes(const char *kind, int fd)
{
	struct stat st;

	if (strcmp(kind, fault.kind) != 0 || fd <= 2 || fstat(fd, &st) != 0 ||
	    !S_ISREG(st.st_mode))
		return false;
	return ++fault.seen == fault.number;
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

int fsync(int fd)
{
	REAL(int, fsync, int);
	return strikes("sync", fd) ? (int)fail(0) : real(fd);
}

int fdatasync(int fd)
{
	REAL(int, fdatasync, int);
	return strikes("sync", fd) ? (int)fail(0) : real(fd);
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
	    strcmp(fault.how, "short") == 0 || ++fault.seen != fault.number)
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
