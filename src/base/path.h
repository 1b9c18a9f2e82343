/* SPDX-License-Identifier: MIT */
/*
 * Paths as text; nothing here touches the disk.  Pure, thread-safe.  A returned
 * char * is the caller's to free, a const char * is borrowed.
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
 * A copy of a path in UTF-8, to be shown to people.  A part that is not UTF-8
 * is read as GB18030, which is what unzip makes of an archive from Windows; if
 * it is not that either, its bad bytes become U+FFFD.  *foreign: some part was
 * not UTF-8.
 */
char *path_decode(const char *path, bool *foreign);

/* A copy of one file name in which every unsafe character is '_'. */
char *path_clean_name(const char *name);

#endif
