/* SPDX-License-Identifier: MIT */
/*
 * Work below a folder to which others can write as well, without following
 * any symbolic link.  Each part of a path is opened relative to the one above
 * it, so nobody can slip in a link between a check and the use:
 *
 *   plan/results/1.jsonl
 *   ^    ^       ^ openat(…, O_NOFOLLOW), renameat(), …
 *   |    openat(…, "results", O_PATH | O_NOFOLLOW)
 *   held open since guard_folder()
 *
 * openat2() with RESOLVE_NO_SYMLINKS would do this in one call, but kernels
 * before 5.6 lack it, so this code would be needed anyway.
 *
 * Each function does what the system call of its name does and returns the
 * same results and errno; ELOOP means a link or ".." on the way.  Paths that
 * are not below the folder go straight to the system call.  base/file.h is
 * built on these functions.
 */
#ifndef BASE_GUARD_H
#define BASE_GUARD_H

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>

/*
 * Guard this folder from now on instead of the previous one; NULL guards none.
 * Returns -1 with errno when it cannot be opened.  Holds for the whole process;
 * call it before any thread is started.  A path counts as below the folder when
 * it begins with the folder's name as it is written here.
 */
int guard_folder(const char *folder);

/* Whether errno is that of a link on the way to this path. */
bool guard_refused(const char *path);

int guard_open(const char *path, int flags, mode_t mode);
int guard_mkostemp(char *path, int flags);
int guard_stat(const char *path, struct stat *st);
int guard_mkdir(const char *path, mode_t mode);
int guard_rename(const char *from, const char *to);
int guard_unlink(const char *path);

/* Give a name to an open file that has none yet (O_TMPFILE). */
int guard_link(int fd, const char *path);

#endif
