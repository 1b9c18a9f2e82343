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
 * A file that make packed: build/models beside the program's own folder, else
 * share/models; the caller's, whether or not it is there.
 */
char *share_model_path(const char *name);

/* The folder of the message catalogues; the caller's. */
char *share_locale_dir(void);

#endif
