/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/store_private.h"
#include "store/sql.h"

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

/* What a database has, in one order; "sqlite_…" is SQLite's own. */
static const char objects[] =
	"SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema"
	" WHERE name NOT GLOB 'sqlite_*' ORDER BY 1";

/* The next letter of a statement that means something; 0 at its end. */
static char next_letter(const char **at)
{
	for (;;) {
		*at += strspn(*at, " \t\r\n");
		if (strncmp(*at, "--", 2) != 0)
			return **at ? *(*at)++ : '\0';
		*at += strcspn(*at, "\n");
	}
}

static bool is_same_statement(const char *a, const char *b)
{
	char one, two;

	do {
		one = next_letter(&a);
		two = next_letter(&b);
	} while (one && one == two);
	return one == two;
}

/* Objects by name; what has no more comes last. */
static int order_objects(sqlite3_stmt *a, bool more_a, sqlite3_stmt *b,
			 bool more_b)
{
	if (!more_a || !more_b)
		return more_b - more_a;
	return strcmp(sql_column_text(a, 0), sql_column_text(b, 0));
}

static bool is_step(int code)
{
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* Both in order: the first that one of them lacks or has otherwise. */
static int compare_objects(struct store *store, sqlite3_stmt *ours,
			   sqlite3_stmt *wanted, struct error *err)
{
	int a, b, order;

	do {
		a = sqlite3_step(ours);
		b = sqlite3_step(wanted);
		if (!is_step(a) || !is_step(b))
			return store_fail(store, err);
		if (a == SQLITE_DONE && b == SQLITE_DONE)
			return 0;
		order = order_objects(ours, a == SQLITE_ROW, wanted,
				      b == SQLITE_ROW);
	} while (order == 0 && is_same_statement(sql_column_text(ours, 1),
						 sql_column_text(wanted, 1)));
	return error_set(err, ERROR_STORE,
			 order < 0   ? _("%s was put into the database "
					   "without qctool; stop and compare "
					   "with a backup")
			 : order > 0 ? _("%s is gone from the database; stop "
					 "and compare with a backup")
				     : _("%s of the database was changed "
					 "without qctool; stop and compare "
					 "with a backup"),
			 sql_column_text(order > 0 ? wanted : ours, 0));
}

/* A database of the same steps, in memory, to compare with. */
static sqlite3 *open_wanted(void)
{
	sqlite3 *db = NULL;
	size_t i;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK)
		goto out;
	for (i = 0; i < ARRAY_SIZE(steps); i++)
		if (sqlite3_exec(db, steps[i], NULL, NULL, NULL) != SQLITE_OK)
			goto out;
	return db;
out:
	sqlite3_close(db);
	return NULL;
}

int store_check_schema(struct store *store, struct error *err)
{
	sqlite3_stmt *ours = NULL, *theirs = NULL;
	sqlite3 *wanted = open_wanted();
	int result;

	if (!wanted)
		return error_set(err, ERROR_SYSTEM, _("out of memory"));
	if (sqlite3_prepare_v2(store->db, objects, -1, &ours, NULL) ||
	    sqlite3_prepare_v2(wanted, objects, -1, &theirs, NULL))
		result = store_fail(store, err);
	else
		result = compare_objects(store, ours, theirs, err);
	sqlite3_finalize(ours);
	sqlite3_finalize(theirs);
	sqlite3_close(wanted);
	return result;
}
