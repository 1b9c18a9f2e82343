/* SPDX-License-Identifier: MIT */
/*
 * Retention with proof: what a closed task holds of persons goes, in three
 * steps that each may be the last of a run that is killed; the same call again
 * does the rest.
 *
 *	1  rows, sealed as gone in the log, with a row that says who and when
 *	2  pictures that no row names any more
 *	3  the database written anew without free pages, its -wal emptied
 *
 * Main thread only.
 */
#ifndef REPORT_STORE_PURGE_H
#define REPORT_STORE_PURGE_H

#include "store/purge_store.h"

struct store_purge {
	struct purge_store rows;
	/* each backup within the store, which may hold the same persons */
	void (*backup)(void *ctx, const char *path);
	/* each file among the pictures that is none of the store's; it stays */
	void (*foreign)(void *ctx, const char *path);
	void *ctx;
	/* filled */
	long pictures, backups, foreign_files;
	long long bytes; /* of the pictures */
};

/*
 * In a dry run nothing goes, and what would is counted.  ERROR_LOCKED when
 * another process reads while the database is to be written anew: rows and
 * pictures are gone by then.
 */
int store_purge(const struct session *session, struct store_purge *purge,
		struct error *err);

#endif
