/* SPDX-License-Identifier: MIT */
/*
 * Removing all personal data of a closed task, provably, in three steps.  A run
 * may be killed after any of them; calling it again does the rest.
 *
 *	1  remove the rows, seal them in the log as removed, and log who did it
 *	2  remove the pictures that no row names any more
 *	3  rewrite the database without free pages and empty its -wal
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
 * A dry run removes nothing and counts what would be removed.  ERROR_LOCKED
 * when another process is reading while the database is to be rewritten; rows
 * and pictures have been removed by then.
 */
int store_purge(const struct session *session, struct store_purge *purge,
		struct error *err);

#endif
