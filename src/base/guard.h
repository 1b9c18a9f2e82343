/* SPDX-License-Identifier: MIT */
/*
 * A folder that others write to, too: below it no symbolic link is followed.
 * Each part of a path is opened from the one above it, so there is no moment
 * between a look and the use in which one could be put there:
 *
 *   plan/results/1.jsonl
 *   ^    ^       ^ openat(…, O_NOFOLLOW), renameat(), …
 *   |    openat(…, "results", O_PATH | O_NOFOLLOW)
 *   held open since guard_folder()
 *
 * openat2() with RESOLVE_NO_SYMLINKS would say the same in one call, but needs
 * this beside it on kernels before 5.6.
 *
 * The functions are the system's of that name, with its results and errno;
 * ELOOP stands for a link on the way, or "..".  For a path that is not below
 * the folder they are nothing but that.  base/file.h is made of them.
 */
#ifndef BASE_GUARD_H
#define BASE_GUARD_H

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>

/*
 * Guard that folder from now on, in place of the last one; NULL: none.  -1 with
 * errno when it cannot be opened.  Of the whole process: before there are
 * threads.  Paths below it begin with the folder as it is named here.
 */
int guard_folder(const char *folder);

/* Whether a link on the way is the reason of the last failure. */
bool guard_refused(const char *path);

int guard_open(const char *path, int flags, mode_t mode);
int guard_mkostemp(char *path, int flags);
int guard_stat(const char *path, struct stat *st);
int guard_mkdir(const char *path, mode_t mode);
int guard_rename(const char *from, const char *to);
int guard_unlink(const char *path);

/* Give the open file, which has no name yet, that one. */
int guard_link(int fd, const char *path);

#endif
