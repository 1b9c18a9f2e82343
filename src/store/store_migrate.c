/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/store_private.h"

/*
 * Text i brings schema i to schema i + 1; only ever appended to.
 *
 *	PRAGMA user_version     0        1        2        n (newest)
 *	                        |-- 0 -->|-- 1 -->|-- … -->|
 *	a new store             *=========================>*
 *	an older store                   *================>*   after a backup
 *	a newer store                                      |   * refused
 *
 * A new store takes every step too, so that there is one way to a schema and a
 * test can compare the two.
 */
static const char *const steps[] = {
#include "migrations.inc"
};

int store_migrate_newest(void)
{
	return (int)ARRAY_SIZE(steps);
}

/*
 * From this schema on rows are sealed.  A later step that changes rows does it
 * by INSERT, UPDATE or DELETE (which are sealed like any), not by the default
 * of a new column other than '', 0 and '[]'.
 */
enum { FIRST_SEALED = 9 };

/* "backups/schema-3.db": one for each version that was left. */
static int backup_before(struct store *store, int version, struct error *err)
{
	char *path =
		mem_xprintf("%s/backups/schema-%d.db", store->folder, version);
	int result = store_backup(store, path, err);

	free(path);
	return result;
}

static int run_steps(struct store *store, int version, struct error *err)
{
	char mark[64];
	int result = 0;

	for (; result == 0 && version < store_migrate_newest(); version++) {
		result = store_exec(store, steps[version], err);
		if (result < 0)
			error_context(err, _("schema step %d"), version + 1);
	}
	snprintf(mark, sizeof(mark), "PRAGMA user_version = %d", version);
	return result == 0 ? store_exec(store, mark, err) : -1;
}

int store_migrate_run(struct store *store, bool fresh, struct error *err)
{
	int version = 0, result;
	bool sealed;

	if (!fresh && store_version(store, &version, err) < 0)
		return -1;
	if (!fresh && backup_before(store, version, err) < 0)
		return -1;
	sealed = version >= FIRST_SEALED;
	if ((sealed && store_seal_begin(store, err) < 0) ||
	    store_begin(store, err) < 0)
		return -1;
	result = run_steps(store, version, err);
	if (result == 0 && !fresh && !sealed)
		result = store_seal_found(store, err);
	return store_end(store, result, false, err);
}
