/* SPDX-License-Identifier: MIT */
/*
 * Where installed data is: $QCTOOL_SHARE, else share/ beside the build tree
 * the program runs from, else the folder chosen at install time.  Thread-safe
 * as long as nobody changes the environment.
 */
#ifndef BASE_SHARE_H
#define BASE_SHARE_H

/* The path of share/<name>, whether or not it is there; the caller's. */
char *share_path(const char *name);

/*
 * The path of a model file, packed at build time: in build/models when the
 * program runs from the build tree, else in share/models.  The caller's,
 * whether or not the file is there.
 */
char *share_model_path(const char *name);

/* The folder of the message catalogues; the caller's. */
char *share_locale_dir(void);

#endif
