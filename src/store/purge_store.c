/* SPDX-License-Identifier: MIT */
#include "store/purge_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/sql.h"
#include "store/store_private.h"

/*
 * Which rows go is read from the schema, so that a table that comes later is
 * not forgotten:
 *
 *    rows whose task_id is the task   student, code, photo, payment, …
 *      └─ rows that refer to such     made, decision, student_alias, …
 *           └─ rows that refer to …   package_entry, …
 *    originals that nobody names any more
 *
 * The triggers that keep scores, payments and the like append-only are taken
 * off for the time and put back in the same transaction; the log's stay.  Each
 * row that goes is sealed as gone like any other change (store_seal.c).
 */
static const struct sql_query select_own = {
	"SELECT m.name FROM main.sqlite_master m,"
	" pragma_foreign_key_list(m.name, 'main') f WHERE m.type = 'table'"
	" AND f.\"table\" = 'task' AND f.\"from\" = 'task_id'"
	" AND m.name NOT IN ('task_policy', 'task_column')"
	" AND (m.name <> 'package' OR ?) ORDER BY m.name",
	"i",
};
/* Of tables without a task of their own. */
static const struct sql_query select_references = {
	"SELECT m.name, f.\"from\", f.\"table\", f.\"to\""
	" FROM main.sqlite_master m, pragma_foreign_key_list(m.name, 'main') f"
	" WHERE m.type = 'table' AND f.\"table\" <> 'task' AND NOT EXISTS"
	" (SELECT 1 FROM pragma_foreign_key_list(m.name, 'main') t"
	" WHERE t.\"table\" = 'task') ORDER BY m.name, f.id",
	"",
};
static const struct sql_query select_guards = {
	"SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'"
	" AND name LIKE '%\\_no\\_delete' ESCAPE '\\' AND tbl_name <> 'log'",
	"",
};
static const struct sql_query keep_handed = {
	"INSERT OR IGNORE INTO handed (package_id, sha256)"
	" SELECT e.package_id, e.sha256 FROM package_entry e"
	" JOIN package p ON p.id = e.package_id WHERE p.task_id = ?",
	"i",
};
static const struct sql_query drop_originals = {
	"DELETE FROM original WHERE NOT EXISTS (SELECT 1 FROM photo p"
	" WHERE p.sha256 = original.sha256) AND NOT EXISTS"
	" (SELECT 1 FROM code c WHERE c.original = original.sha256)",
	"",
};
/*
 * The next photo is numbered behind the last that is left: who has searched up
 * to one that is gone would pass it over.
 */
static const struct sql_query step_back = {
	"UPDATE compared SET up_to_sequence ="
	" (SELECT ifnull(max(sequence), 0) FROM photo) WHERE up_to_sequence >"
	" (SELECT ifnull(max(sequence), 0) FROM photo)",
	"",
};
static const struct sql_query count_needed = {
	"SELECT count(DISTINCT s.id) FROM comparison c"
	" JOIN photo o ON o.id = c.other_id"
	" JOIN student s ON s.photo_id = c.photo_id"
	" JOIN task t ON t.id = s.task_id"
	" WHERE o.task_id = ?1 AND t.id <> ?1 AND t.state = 'open'"
	" AND c.verdict = 'same' AND c.overruled = ''",
	"i",
};
static const struct sql_query count_dangling = {
	"SELECT count(*) FROM pragma_foreign_key_check",
	"",
};
static const struct sql_query count_named = {
	"SELECT count(*) FROM log l JOIN student s ON s.id = l.student_id"
	" WHERE s.task_id = ? AND l.detail <> ''"
	" AND ((s.xm <> '' AND instr(l.detail, s.xm))"
	" OR (s.zjhm <> '' AND instr(l.detail, s.zjhm))"
	" OR (s.xh <> '' AND instr(l.detail, s.xh))"
	" OR (s.ksh <> '' AND instr(l.detail, s.ksh))"
	" OR (s.lxdh <> '' AND instr(l.detail, s.lxdh)))",
	"i",
};

/* The texts of a query's rows, column by column. */
struct texts {
	char **list;
	size_t n, cap;
};

static int read_texts(struct sql *q, int columns, struct texts *out,
		      struct error *err)
{
	int got, i;

	while ((got = sql_next(q, err)) > 0)
		for (i = 0; i < columns; i++) {
			MEM_GROW(out->list, out->n, out->cap);
			out->list[out->n++] = mem_xstrdup(sql_text(q, i));
		}
	return got;
}

static void texts_release(struct texts *texts)
{
	size_t i;

	for (i = 0; i < texts->n; i++)
		free(texts->list[i]);
	free(texts->list);
}

static void count(struct purge_store *purge, const char *table, long long n)
{
	purge->rows += n;
	if (strcmp(table, "student") == 0)
		purge->students += n;
	else if (strcmp(table, "photo") == 0)
		purge->photos += n;
	else if (strcmp(table, "code") == 0)
		purge->codes += n;
}

static int drop(struct store *store, const char *table, const char *text,
		struct purge_store *purge, struct error *err)
{
	if (store_exec(store, text, err) < 0)
		return -1;
	count(purge, table, sql_changes(store));
	return 0;
}

static int drop_own(const struct session *session, struct purge_store *purge,
		    struct error *err)
{
	struct texts tables = {NULL};
	struct sql q;
	size_t i;
	int result = sql_open(&q, session->store, &select_own, err,
			      (long long)purge->packages);

	if (result == 0)
		result = read_texts(&q, 1, &tables, err);
	for (i = 0; result == 0 && i < tables.n; i++) {
		char *text = mem_xprintf("DELETE FROM main.\"%s\""
					 " WHERE task_id = %lld",
					 tables.list[i], session->task->id);

		result = drop(session->store, tables.list[i], text, purge, err);
		free(text);
	}
	texts_release(&tables);
	return result;
}

/* Once through all references; what went may have been referred to itself. */
static int drop_references(struct store *store, const struct texts *refs,
			   struct purge_store *purge, struct error *err)
{
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < refs->n; i += 4) {
		char *const *r = &refs->list[i];
		char *text = mem_xprintf(
			"DELETE FROM main.\"%s\" WHERE \"%s\" IS NOT NULL"
			" AND NOT EXISTS (SELECT 1 FROM main.\"%s\" p"
			" WHERE p.\"%s\" = main.\"%s\".\"%s\")",
			r[0], r[1], r[2], r[3], r[0], r[1]);

		result = drop(store, r[0], text, purge, err);
		free(text);
	}
	return result;
}

static int drop_orphans(struct store *store, struct purge_store *purge,
			struct error *err)
{
	struct texts refs = {NULL};
	long long before = -1;
	struct sql q;
	int result = sql_open(&q, store, &select_references, err);

	if (result == 0)
		result = read_texts(&q, 4, &refs, err);
	while (result == 0 && before != purge->rows) {
		before = purge->rows;
		result = drop_references(store, &refs, purge, err);
	}
	texts_release(&refs);
	return result;
}

static int drop_rows(const struct session *session, struct purge_store *purge,
		     struct error *err)
{
	struct store *store = session->store;

	if (drop_own(session, purge, err) < 0 ||
	    drop_orphans(store, purge, err) < 0 ||
	    sql_run(store, &drop_originals, err) < 0)
		return -1;
	purge->rows += sql_changes(store);
	return sql_run(store, &step_back, err);
}

static int check(const struct session *session, struct error *err)
{
	const struct task *task = session->task;
	long long needed;

	if (task->open)
		return error_set(err, ERROR_POLICY,
				 _("task %s is open: close it first (task "
				   "close)"),
				 task->name);
	if (sql_get_int(session->store, &count_needed, &needed, err, task->id) <
	    0)
		return -1;
	if (!needed)
		return 0;
	return error_set(err, ERROR_POLICY,
			 P_("%lld case of open tasks is stopped by photos of "
			    "task %s, which prove it: decide them first",
			    "%lld cases of open tasks are stopped by photos of "
			    "task %s, which prove it: decide them first",
			    needed),
			 needed, task->name);
}

static int drop_guards(struct store *store, const struct texts *guards,
		       struct error *err)
{
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < guards->n; i += 2) {
		char *text = mem_xprintf("DROP TRIGGER main.\"%s\"",
					 guards->list[i]);

		result = store_exec(store, text, err);
		free(text);
	}
	return result;
}

static int put_guards(struct store *store, const struct texts *guards,
		      struct error *err)
{
	size_t i;
	int result = 0;

	for (i = 1; result == 0 && i < guards->n; i += 2)
		result = store_exec(store, guards->list[i], err);
	return result;
}

/*
 * Each row that goes would be looked for in the tables that refer to its own,
 * in those without an index for it from end to end; what is left is asked for
 * once instead, when all are gone.  What is deleted is overwritten.
 */
int purge_store_begin(struct store *store, struct error *err)
{
	return store_exec(
		store, "PRAGMA foreign_keys = OFF; PRAGMA secure_delete = ON",
		err);
}

int purge_store_end(struct store *store, struct error *err)
{
	return store_exec(store, "PRAGMA foreign_keys = ON", err);
}

int purge_store_rows(const struct session *session, struct purge_store *purge,
		     struct error *err)
{
	struct store *store = session->store;
	struct texts guards = {NULL};
	long long dangling;
	struct sql q;
	int result = check(session, err);

	if (result == 0)
		result = sql_get_int(store, &count_named, &purge->named, err,
				     session->task->id);
	if (result == 0)
		result = sql_open(&q, store, &select_guards, err);
	if (result == 0)
		result = read_texts(&q, 2, &guards, err);
	if (result == 0 && !purge->packages)
		result = sql_run(store, &keep_handed, err, session->task->id);
	if (result == 0)
		result = drop_guards(store, &guards, err);
	if (result == 0)
		result = drop_rows(session, purge, err);
	if (result == 0)
		result = put_guards(store, &guards, err);
	if (result == 0)
		result = sql_get_int(store, &count_dangling, &dangling, err);
	if (result == 0 && dangling)
		BUG("purge: rows refer to what is gone");
	texts_release(&guards);
	return result;
}
