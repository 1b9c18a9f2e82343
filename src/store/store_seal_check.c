/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/sql.h"
#include "store/store_private.h"
#include "store/store_seal.h"

/* The last seal of each row, in the order of strcmp(). */
static const struct sql_query select_seals = {
	"SELECT tab, id, digest, event FROM (SELECT t.key AS tab, r.key AS id,"
	" r.value AS digest, l.event, row_number() OVER (PARTITION BY t.key,"
	" r.key ORDER BY l.seq DESC) AS n"
	" FROM log l, json_each(l.detail) t, json_each(t.value) r"
	" WHERE l.event IN ('" STORE_SEAL_WRITTEN "', '" STORE_SEAL_FOUND
	"') AND json_valid(l.detail)) WHERE n = 1 ORDER BY tab, id",
	"",
};
/* Whose a row is: by its own columns, or those of its photo. */
static const struct sql_query select_whose = {
	"SELECT id, xh FROM student WHERE id = ?",
	"i",
};
static const struct sql_query select_photos = {
	"SELECT ifnull(student_id, 0) FROM photo WHERE id = ?",
	"i",
};

struct seal {
	char table[32], row[STORE_SEAL_ROW], digest[STORE_SEAL_DIGEST];
	bool as_found, seen;
};

struct checker {
	struct store *store;
	struct seal *seals;
	size_t n, cap;
	store_seal_fn fn;
	void *ctx;
	long *found;
};

static int read_seals(struct checker *c, struct error *err)
{
	struct seal *s;
	struct sql q;
	int got;

	if (sql_open(&q, c->store, &select_seals, err) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		MEM_GROW(c->seals, c->n, c->cap);
		s = &c->seals[c->n++];
		snprintf(s->table, sizeof(s->table), "%s", sql_text(&q, 0));
		snprintf(s->row, sizeof(s->row), "%s", sql_text(&q, 1));
		snprintf(s->digest, sizeof(s->digest), "%s", sql_text(&q, 2));
		s->as_found = strcmp(sql_text(&q, 3), STORE_SEAL_FOUND) == 0;
		s->seen = false;
	}
	return got;
}

static int by_row(const void *a, const void *b)
{
	const struct seal *x = a, *y = b;
	int order = strcmp(x->table, y->table);

	return order ? order : strcmp(x->row, y->row);
}

/* What a row has in a column; 0 = no such column. */
static long long value_of(sqlite3_stmt *stmt, const char *name)
{
	int i;

	for (i = 1; i < sqlite3_column_count(stmt); i++)
		if (strcmp(sqlite3_column_name(stmt, i), name) == 0)
			return sqlite3_column_int64(stmt, i);
	return 0;
}

static int tell(struct checker *c, struct store_seal_wrong *wrong,
		struct error *err)
{
	char number[64] = "";
	struct sql q;
	int got;

	if (sql_open(&q, c->store, &select_whose, err, wrong->student_id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got < 0)
		return -1;
	if (got)
		snprintf(number, sizeof(number), "%s", sql_text(&q, 1));
	else
		wrong->student_id = 0;
	sql_close(&q);
	wrong->number = number;
	return c->fn(c->ctx, wrong, err);
}

static int find_owner(struct checker *c, sqlite3_stmt *stmt,
		      struct store_seal_wrong *wrong, struct error *err)
{
	long long photo = value_of(stmt, "photo_id");

	wrong->student_id = strcmp(wrong->table, "student") == 0
				    ? value_of(stmt, "id")
				    : value_of(stmt, "student_id");
	if (wrong->student_id || !photo)
		return 0;
	return sql_get_int(c->store, &select_photos, &wrong->student_id, err,
			   photo);
}

static int check_row(struct checker *c, const char *table, sqlite3_stmt *stmt,
		     struct error *err)
{
	char digest[STORE_SEAL_DIGEST];
	struct seal key, *seal;
	struct store_seal_wrong wrong = {.table = table, .in_table = digest};

	snprintf(key.table, sizeof(key.table), "%s", table);
	store_seal_row(sql_column_text(stmt, 0), key.row);
	store_seal_digest(stmt, digest);
	seal = c->n ? bsearch(&key, c->seals, c->n, sizeof(key), by_row) : NULL;
	if (seal)
		seal->seen = true;
	if (seal && strcmp(seal->digest, digest) == 0) {
		*c->found += seal->as_found;
		return 0;
	}
	wrong.row = key.row;
	wrong.by_log = seal ? seal->digest : "";
	if (find_owner(c, stmt, &wrong, err) < 0)
		return -1;
	return tell(c, &wrong, err);
}

static int check_table(struct checker *c, const char *table, struct error *err)
{
	struct buf text = BUF_INIT;
	sqlite3_stmt *stmt = NULL;
	int code = SQLITE_DONE, result;

	result = store_seal_select(c->store, table, &text, err);
	if (result == 0 && sqlite3_prepare_v2(c->store->db, buf_str(&text), -1,
					      &stmt, NULL) != SQLITE_OK)
		result = store_fail(c->store, err);
	while (result == 0 && (code = sqlite3_step(stmt)) == SQLITE_ROW)
		result = check_row(c, table, stmt, err);
	if (result == 0 && code != SQLITE_DONE)
		result = store_fail(c->store, err);
	sqlite3_finalize(stmt);
	buf_release(&text);
	return result;
}

/* Sealed as there, and not seen. */
static int check_gone(struct checker *c, struct error *err)
{
	struct store_seal_wrong wrong = {.in_table = ""};
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < c->n; i++) {
		if (c->seals[i].seen || !c->seals[i].digest[0])
			continue;
		wrong.table = c->seals[i].table;
		wrong.row = c->seals[i].row;
		wrong.by_log = c->seals[i].digest;
		wrong.student_id = 0;
		result = tell(c, &wrong, err);
	}
	return result;
}

int store_seal_each_wrong(struct store *store, store_seal_fn fn, void *ctx,
			  long *found, struct error *err)
{
	struct checker c = {
		.store = store, .fn = fn, .ctx = ctx, .found = found};
	struct store_seal_names tables = {NULL, 0};
	size_t i;
	int result = read_seals(&c, err);

	*found = 0;
	if (result == 0)
		result = store_seal_tables(store, &tables, err);
	for (i = 0; result == 0 && i < tables.n; i++)
		result = check_table(&c, tables.names[i], err);
	if (result == 0)
		result = check_gone(&c, err);
	store_seal_names_release(&tables);
	free(c.seals);
	return result;
}
