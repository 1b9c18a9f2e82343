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
 * The largest picture file we read, whether it comes from a phone, an archive
 * or the store.  Callers that use another limit say why.
 */
enum { FILE_MAX_PICTURE = 64 << 20 }; /* bytes */

/*
 * Take the places of stdin, stdout and stderr that whoever started us closed:
 * the next file opened would get one, and what is printed be written into it.
 * Writing to a closed stdout still fails.  First of all in main().
 */
void file_hold_streams(void);

/*
 * Open a regular file for reading.  Returns a descriptor, or -1 with err; *size
 * is its length in bytes (size may be NULL).  All files from outside are opened
 * by these two functions, because anything else than a regular file is
 * ERROR_INPUT here: reading a FIFO might wait for ever, a device may never end.
 */
int file_open(const char *path, uint64_t *size, struct error *err);
FILE *file_open_stream(const char *path, struct error *err);

/*
 * Start a dry run: from now on file_write(), file_commit() and file_mkdirs()
 * change nothing and report success.  This holds even where a workflow forgets
 * to ask whether the run is a dry one.  Call it once, before any thread is
 * started.
 */
void file_pretend(void);
bool file_is_pretending(void);

/* Append the whole file; ERROR_LIMIT when it is longer than max bytes. */
int file_read(const char *path, size_t max, struct buf *out, struct error *err);

/*
 * Write atomically with this mode (0600, 0644), replacing the file that is
 * there; a FIFO or a device is never replaced, here or by file_temp().
 */
int file_write(const char *path, const void *bytes, size_t n, mode_t mode,
	       struct error *err);

/*
 * The same with mode 0600, making missing folders; a dry run writes it, too.
 * For files that the run itself reads again and removes before it ends.
 */
int file_keep(const char *path, const void *bytes, size_t n, struct error *err);

/* Make the folders that file_keep() would make for this path, nothing else. */
int file_keep_folder(const char *path, struct error *err);

/*
 * Make a file without a name in the folder of path and write the bytes into it,
 * without a sync.  Returns its descriptor, or -1 with errno where the file
 * system has no such files or the write fails.  For base/file_bundle.h.
 */
int file_open_nameless(const char *path, const void *bytes, size_t n,
		       mode_t mode);

/* Sync a file that exists, and the folder that holds its name. */
int file_sync(const char *path, struct error *err);

/*
 * For writers that need a FILE or a path of their own.  file_temp() makes an
 * empty file (mode 0600) beside path and stores its path in *temp; it also
 * removes what killed runs left in that folder (base/sweep.h).  The caller
 * writes and closes the file; then file_commit() syncs it and renames it to
 * path, or file_abandon() removes it.  Both free *temp and set it to NULL.
 */
int file_temp(const char *path, char **temp, struct error *err);
int file_commit(char **temp, const char *path, mode_t mode, struct error *err);
void file_abandon(char **temp);

/* Open the file that file_temp() made, to write it as a stream. */
FILE *file_open_temp(const char *temp, struct error *err);

/*
 * Append the first line of a file, without its line end.  For passwords: the
 * file may have at most 4 KiB.
 */
int file_read_line(const char *path, struct buf *out, struct error *err);

bool file_exists(const char *path);

/*
 * 1 when the file exists and its content is not exactly these bytes, 0 when it
 * is or when there is no file; -1 with err when it cannot be read.
 */
int file_is_other(const char *path, const void *bytes, size_t n,
		  struct error *err);

/* Whether both files exist and have the same length. */
bool file_is_as_long(const char *a, const char *b);

/* Whether both paths lead to the same existing file. */
bool file_is_same(const char *a, const char *b);

bool file_is_dir(const char *path);

/*
 * From now on the functions of this file follow no symbolic link below that
 * folder (base/guard.h); they fail with ERROR_INPUT instead.  For a folder to
 * which others can write as well.  The folder itself may be a link.  Holds for
 * the whole process; call it before any thread is started.  NULL ends it.
 */
int file_guard(const char *folder, struct error *err);

/*
 * Fail with ERROR_INPUT when there is such a link on the way to path, so that
 * the user hears of it before any work is done.  Parts of the path that do not
 * exist are no reason to fail.
 */
int file_refuse_link(const char *path, struct error *err);

/* Make path and its missing parents. */
int file_mkdirs(const char *path, mode_t mode, struct error *err);

/*
 * readdir() with errors: it returns NULL both at the end and after a failure.
 * Here NULL comes with *result 0 at the end, with -1 and err after a failure.
 */
struct dirent *file_next_entry(DIR *dir, const char *path, int *result,
			       struct error *err);

/*
 * Call fn for each regular file below path, or for path itself when it is one.
 * The entries of a folder come in byte order of their names; links to folders
 * are not followed, names that start with a dot are skipped.  When fn returns
 * non-zero, the walk stops and returns that.
 */
typedef int (*file_walk_fn)(void *ctx, const char *path, struct error *err);
int file_walk(const char *path, file_walk_fn fn, void *ctx, struct error *err);

#endif
