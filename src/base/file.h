/* SPDX-License-Identifier: MIT */
/*
 * Files.  Everything a user gets is written beside its place, synced and
 * renamed, so a kill leaves either the old file or the new one.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/error.h"

/*
 * The largest picture we read, of whoever it comes from: a phone, an archive,
 * the store.  Callers that name a smaller or larger limit say why.
 */
enum { FILE_MAX_PICTURE = 64 << 20 }; /* bytes */

/*
 * Open a regular file to read it: a descriptor, or -1 with err.  Whatever comes
 * from outside is opened here and nowhere else: a FIFO would be waited for, a
 * device has no end; both are ERROR_INPUT.  size may be NULL.
 */
int file_open(const char *path, uint64_t *size, struct error *err);
FILE *file_open_stream(const char *path, struct error *err);

/*
 * A dry run: from now on file_write(), file_commit() and file_mkdirs() of this
 * process change nothing and say that all went well, whatever the workflow
 * between forgets.  Set once, before any thread is started.
 */
void file_pretend(void);
bool file_is_pretending(void);

/* Append the whole file; ERROR_LIMIT when it is longer than max bytes. */
int file_read(const char *path, size_t max, struct buf *out, struct error *err);

/* Write atomically with this mode (0600, 0644), replacing what is there. */
int file_write(const char *path, const void *bytes, size_t n, mode_t mode,
	       struct error *err);

/*
 * The same (mode 0600, missing folders made) of a dry run, too: for what the
 * run reads again and removes when it ends.
 */
int file_keep(const char *path, const void *bytes, size_t n, struct error *err);

/*
 * For writers that want a FILE or a path of their own: file_temp() gives the
 * path of a fresh empty file (mode 0600) beside path, where what killed runs
 * left behind is taken away (base/sweep.h); the caller writes and
 * closes it, then file_commit() syncs and renames it over path, or
 * file_abandon() removes it.  All three free or fill *temp.
 */
int file_temp(const char *path, char **temp, struct error *err);
int file_commit(char **temp, const char *path, mode_t mode, struct error *err);
void file_abandon(char **temp);

/* A temporary file, to write it as a stream. */
FILE *file_open_temp(const char *temp, struct error *err);

/*
 * Append the first line, without its line end, of a file of at most 4 KiB: a
 * password.
 */
int file_read_line(const char *path, struct buf *out, struct error *err);

bool file_exists(const char *path);

/*
 * 1 when a file is there that holds anything but these bytes, else 0; -1 with
 * err when it cannot be read.
 */
int file_is_other(const char *path, const void *bytes, size_t n,
		  struct error *err);

/* Whether two files are there and of one length. */
bool file_is_as_long(const char *a, const char *b);

/* Whether both paths lead to one file that is there. */
bool file_is_same(const char *a, const char *b);

bool file_is_dir(const char *path);

/*
 * From now on nothing here goes past a symbolic link below that folder
 * (base/guard.h): ERROR_INPUT.  For one that others write to, too; it may be a
 * link itself.  Of the whole process, before any thread is started; NULL: none.
 */
int file_guard(const char *folder, struct error *err);

/*
 * ERROR_INPUT when there is one on the way to path: to say so before anything
 * is done.  Parts that are not there are none.
 */
int file_refuse_link(const char *path, struct error *err);

/* Make path and its missing parents. */
int file_mkdirs(const char *path, mode_t mode, struct error *err);

/*
 * readdir(), which says the end and a failure alike: NULL with *result 0 at
 * the end, and -1 with err.
 */
struct dirent *file_next_entry(DIR *dir, const char *path, int *result,
			       struct error *err);

/*
 * Called for each regular file below path (or path itself), folders in byte
 * order of the name, links to folders not followed, names that start with a
 * dot skipped.  A non-zero return stops and is passed on.
 */
typedef int (*file_walk_fn)(void *ctx, const char *path, struct error *err);
int file_walk(const char *path, file_walk_fn fn, void *ctx, struct error *err);

#endif
