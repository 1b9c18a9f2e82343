/* SPDX-License-Identifier: MIT */
/*
 * Paths as text; nothing here touches the disk.  Pure, thread-safe; a char *
 * that comes back is the caller's.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>

/* The part after the last '/'; borrowed from path. */
const char *path_name(const char *path);

/* The extension with its dot, "" when there is none; borrowed. */
const char *path_extension(const char *path);

/* Whether the extension is ext (".jpg"), letters of either case. */
bool path_has_extension(const char *path, const char *ext);

char *path_folder(const char *path); /* "." when none */
char *path_stem(const char *path);   /* name, no extension */
char *path_join(const char *folder, const char *name);

/*
 * Whether a name from outside may be used as a path below a folder of ours:
 * relative, UTF-8, no "." or ".." part, no control character, backslash or
 * drive letter, parts of at most 200 bytes.
 */
bool path_is_safe(const char *name);

/*
 * A path as people read it, UTF-8: parts that are not are read as GB18030,
 * which is what unzip leaves of an archive from Windows, else their bad bytes
 * become U+FFFD.  A fresh copy; *foreign when any part was not UTF-8.
 */
char *path_decode(const char *path, bool *foreign);

/* A fresh copy in which everything unsafe in ONE file name is '_'. */
char *path_clean_name(const char *name);

#endif
