/* SPDX-License-Identifier: MIT */
/*
 * The pictures of a store into a backup folder and back.  A file is named by
 * its SHA-256, so what is there already is not copied again, and each that is
 * copied is proven by its name.  Main thread only.
 *
 *	STORE/qctool.db          BACKUP/qctool.db       by SQLite's own backup
 *	STORE/originals/9f/9f8…  BACKUP/originals/9f/9f8…
 *	STORE/made/…             BACKUP/made/…
 */
#ifndef REPORT_STORE_COPY_H
#define REPORT_STORE_COPY_H

#include "base/error.h"
#include "store/store.h"

struct store_copy {
	struct store *names; /* whose rows say which files there are */
	const char *from, *to;
	bool prove; /* read what is there already, and replace what is not it */
	/* each that is missing or was changed at its source */
	void (*failed)(void *ctx, const char *path, const struct error *why);
	void *ctx;
	long files, copied, bad; /* filled */
};

/* What is bad is counted, and the rest is copied all the same. */
int store_copy_files(struct store_copy *copy, struct error *err);

#endif
