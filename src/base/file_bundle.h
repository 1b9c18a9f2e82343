/* SPDX-License-Identifier: MIT */
/*
 * New files that are synced together.  A file that is written by itself is
 * synced, and then its folder is: two waits for the disk each.  A bundle waits
 * twice for all of its files:
 *
 *	                                              killed after it
 *	file_bundle_add()     bytes, no name          no file
 *	...                   (for each file)
 *	file_bundle_commit()  syncfs(): the bytes     no file
 *	                      linkat(): the names     no file or a whole one
 *	                      syncfs(): the names     a whole file
 *
 * So a file that has a name is whole after a kill or a power cut, as with
 * file_keep(), and there are no temporary files that must be swept.
 *
 * Only where syncfs() is known to write everything (the list is in
 * file_bundle.c) and nameless files exist; otherwise file_bundle_add() writes
 * and syncs the file at once, as file_keep() does.  The same where there are
 * only a few files: syncfs() also waits for what other programs have written.
 */
#ifndef BASE_FILE_BUNDLE_H
#define BASE_FILE_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/error.h"

/* Initialise with zeros.  Used by one thread. */
struct file_bundle {
	struct file_bundle_item *list; /* opaque */
	size_t n, cap;
	size_t bytes; /* written, not synced yet */
	int disk;     /* a folder on the files' disk, open while n > 0 */
	dev_t device; /* of that disk */
};

/*
 * Add a file with these bytes and mode 0600; missing folders are made.  A dry
 * run writes it, too.  The file cannot be opened by its path before the commit.
 * A file that exists with the same bytes is kept and synced with the others,
 * because whoever wrote it may have been killed before the sync; one with other
 * bytes is replaced at once.
 *
 * The bundle is committed when it has 128 files, a quarter of the descriptors
 * that the process may open, or 64 MB: -1 may then be about an earlier file.
 */
int file_bundle_add(struct file_bundle *bundle, const char *path,
		    const void *bytes, size_t n, struct error *err);

/*
 * Sync all files and give them their names.  -1 with err about the first file
 * that failed: then some of the files may exist, each of them whole.  The
 * bundle is empty afterwards.
 */
int file_bundle_commit(struct file_bundle *bundle, struct error *err);

/* Forget what was added since the last commit: no file of it is left. */
void file_bundle_drop(struct file_bundle *bundle);

#endif
