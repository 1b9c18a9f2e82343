/* SPDX-License-Identifier: MIT */
#include "store/store_seal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "store/log_store.h"
#include "store/sql.h"
#include "store/store_private.h"

/*
 * How a row comes to its seal.  No statement of the program knows of it:
 *
 *    INSERT, UPDATE, DELETE ─▶ temporary trigger ─▶ temp.unsealed, each once
 *                                                  | tab      | key     |
 *                                                  | 'photo'  | '[12]'  |
 *    store_commit() ─▶ each once: digest of the row as it is now
 *                   ─▶ log: sealed {"photo":{"12":"9f3c…"},"made":{"7":""}}
 *                   ─▶ COMMIT                        "" = the row is gone ^
 *
 * The triggers are this connection's own: the sqlite3 shell changes rows as
 * ever, and they then have no seal that fits.
 */
enum { SEAL_ROWS = 500, SEAL_TEXT = 500 /* of a row, mostly */ };

static const struct sql_query select_tables = {
	"SELECT name FROM main.sqlite_master WHERE type = 'table'"
	" AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'log'"
	" ORDER BY name",
	"",
};
static const struct sql_query select_key = {
	"SELECT name FROM pragma_table_info(?, 'main') WHERE pk > 0"
	" ORDER BY pk",
	"s",
};
static const struct sql_query select_unsealed = {
	"SELECT DISTINCT tab FROM temp.unsealed ORDER BY tab",
	"",
};
static const struct sql_query clear_unsealed = {
	"DELETE FROM temp.unsealed",
	"",
};

bool store_seal_is_event(const char *event)
{
	return strcmp(event, STORE_SEAL_WRITTEN) == 0 ||
	       strcmp(event, STORE_SEAL_FOUND) == 0;
}

/* A list of names out of a query's first column. */
static int read_names(struct sql *q, struct store_seal_names *out,
		      struct error *err)
{
	size_t cap = 0;
	int got;

	out->names = NULL;
	out->n = 0;
	while ((got = sql_next(q, err)) > 0) {
		MEM_GROW(out->names, out->n, cap);
		out->names[out->n++] = mem_xstrdup(sql_text(q, 0));
	}
	return got;
}

void store_seal_names_release(struct store_seal_names *names)
{
	size_t i;

	for (i = 0; i < names->n; i++)
		free(names->names[i]);
	free(names->names);
}

int store_seal_tables(struct store *store, struct store_seal_names *out,
		      struct error *err)
{
	struct sql q;

	*out = (struct store_seal_names){NULL, 0};
	if (sql_open(&q, store, &select_tables, err) < 0)
		return -1;
	return read_names(&q, out, err);
}

/* "json_array(NEW.a, NEW.b)" of the primary key's columns. */
static int add_key(struct store *store, const char *table, const char *prefix,
		   struct buf *out, struct error *err)
{
	const char *comma = "";
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_key, err, table) < 0)
		return -1;
	buf_adds(out, "json_array(");
	while ((got = sql_next(&q, err)) > 0) {
		buf_addf(out, "%s%s.\"%s\"", comma, prefix, sql_text(&q, 0));
		comma = ", ";
	}
	buf_adds(out, ")");
	return got;
}

/* "t.a IS json_extract(z.key, '$[0]') AND …": the row by its key's index. */
static int add_match(struct store *store, const char *table, struct buf *out,
		     struct error *err)
{
	struct sql q;
	int got, i = 0;

	if (sql_open(&q, store, &select_key, err, table) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		buf_addf(out, "%st.\"%s\" = json_extract(z.key, '$[%d]')",
			 i ? " AND " : "", sql_text(&q, 0), i);
		i++;
	}
	return got;
}

/* A row's number as it is; other keys may hold a person's words: hashed. */
void store_seal_row(const char *key, char out[STORE_SEAL_ROW])
{
	size_t digits = key[0] == '[' ? strspn(key + 1, "0123456789") : 0;
	char hash[SHA256_HEX];

	if (digits && strcmp(key + 1 + digits, "]") == 0) {
		snprintf(out, STORE_SEAL_ROW, "%.*s", (int)digits, key + 1);
		return;
	}
	sha256_hex(key, strlen(key), hash);
	snprintf(out, STORE_SEAL_ROW, "%.16s", hash);
}

/* "=3:18:", without printf(): of 100,000 students that took .25 s of 2.9. */
static void add_kind(struct buf *text, int type, int size)
{
	char digits[16], *at = digits + sizeof(digits);

	*--at = ':';
	for (; size > 0; size /= 10)
		*--at = (char)('0' + size % 10);
	*--at = ':';
	*--at = (char)('0' + type);
	*--at = '=';
	buf_add(text, at, (size_t)(digits + sizeof(digits) - at));
}

/*
 * Columns that are empty are left out, so that one that a later version adds
 * ('', 0 or '[]' in the rows there are) leaves the digests of before as they
 * are.
 */
static void add_column(sqlite3_stmt *stmt, int i, struct buf *text)
{
	int type = sqlite3_column_type(stmt, i), size;
	bool number = type == SQLITE_INTEGER || type == SQLITE_FLOAT;
	const void *bytes;

	if (number && sqlite3_column_double(stmt, i) == 0)
		return;
	/* The bytes before their number: asking may convert them. */
	bytes = type == SQLITE_BLOB ? sql_column_blob(stmt, i)
				    : sql_column_text(stmt, i);
	size = sqlite3_column_bytes(stmt, i);
	if (size == 0 || (size == 2 && memcmp(bytes, "[]", 2) == 0))
		return;
	buf_adds(text, sqlite3_column_name(stmt, i));
	add_kind(text, type, size);
	buf_add(text, bytes, (size_t)size);
}

void store_seal_digest(sqlite3_stmt *row, char out[STORE_SEAL_DIGEST])
{
	struct buf text = BUF_INIT;
	char hash[SHA256_HEX] = "";
	int i;

	buf_reserve(&text, SEAL_TEXT);
	/* Without even a key: an outer join's row that is not there. */
	for (i = 1; i < sqlite3_column_count(row); i++)
		add_column(row, i, &text);
	if (text.size)
		sha256_hex(buf_str(&text), text.size, hash);
	snprintf(out, STORE_SEAL_DIGEST, "%.16s", hash);
	buf_release(&text);
}

int store_seal_select(struct store *store, const char *table, struct buf *out,
		      struct error *err)
{
	buf_adds(out, "SELECT ");
	if (add_key(store, table, "t", out, err) < 0)
		return -1;
	buf_addf(out, ", t.* FROM main.\"%s\" t", table);
	return 0;
}

/* The seals of one row of the log, as they are gathered. */
struct sealer {
	struct store *store;
	const char *event;
	struct buf detail;
	const char *table; /* whose object is open in detail */
	int rows;
};

static int add_to_log(struct sealer *s, struct error *err)
{
	struct log_entry entry = {.who = "", .event = s->event, .exact = true};
	int result;

	if (!s->rows)
		return 0;
	/* The time of the events that it seals: they are the rows before it. */
	result = log_store_last(s->store, &entry.at, err);
	buf_adds(&s->detail, "}}");
	entry.detail = buf_str(&s->detail);
	if (result == 0)
		result = log_store_add(s->store, &entry, err);
	buf_clear(&s->detail);
	s->table = NULL;
	s->rows = 0;
	return result;
}

static int add_seal(struct sealer *s, const char *table, const char *key,
		    const char *digest, struct error *err)
{
	char row[STORE_SEAL_ROW];

	store_seal_row(key, row);
	if (s->table != table)
		buf_addf(&s->detail, "%s\"%s\":{", s->table ? "}," : "{",
			 table);
	else
		buf_adds(&s->detail, ",");
	s->table = table;
	buf_addf(&s->detail, "\"%s\":\"%s\"", row, digest);
	return ++s->rows < SEAL_ROWS ? 0 : add_to_log(s, err);
}

/* Rows by key: the key, then the row's columns. */
static int seal_rows(struct sealer *s, const char *table, const char *text,
		     struct error *err)
{
	sqlite3_stmt *stmt = NULL;
	char digest[STORE_SEAL_DIGEST];
	int code = sqlite3_prepare_v2(s->store->db, text, -1, &stmt, NULL);
	int result = 0;

	while (code == SQLITE_OK && result == 0 &&
	       (code = sqlite3_step(stmt)) == SQLITE_ROW) {
		code = SQLITE_OK;
		store_seal_digest(stmt, digest);
		result = add_seal(s, table, sql_column_text(stmt, 0), digest,
				  err);
	}
	if (result == 0 && code != SQLITE_DONE)
		result = store_fail(s->store, err);
	sqlite3_finalize(stmt);
	return result;
}

static int seal_table(struct sealer *s, const char *table, struct error *err)
{
	struct buf text = BUF_INIT;
	int result;

	buf_addf(&text,
		 "SELECT z.key, t.* FROM temp.unsealed z"
		 " LEFT JOIN main.\"%s\" t ON ",
		 table);
	result = add_match(s->store, table, &text, err);
	buf_addf(&text, " WHERE z.tab = '%s' ORDER BY z.key", table);
	if (result == 0)
		result = seal_rows(s, table, buf_str(&text), err);
	buf_release(&text);
	return result;
}

static int seal_all(struct store *store, const char *event, struct error *err)
{
	struct sealer s = {.store = store, .event = event, .detail = BUF_INIT};
	struct store_seal_names tables = {NULL, 0};
	struct sql q;
	size_t i;
	int result = sql_open(&q, store, &select_unsealed, err);

	if (result == 0)
		result = read_names(&q, &tables, err);
	for (i = 0; result == 0 && i < tables.n; i++)
		result = seal_table(&s, tables.names[i], err);
	if (result == 0)
		result = add_to_log(&s, err);
	if (result == 0 && tables.n)
		result = sql_run(store, &clear_unsealed, err);
	store_seal_names_release(&tables);
	buf_release(&s.detail);
	return result;
}

static int add_trigger(struct store *store, const char *table, const char *when,
		       const char *prefix, struct error *err)
{
	struct buf text = BUF_INIT;
	int result;

	buf_addf(&text,
		 "CREATE TEMP TRIGGER IF NOT EXISTS \"seal_%s_%s_%s\""
		 " AFTER %s ON main.\"%s\" BEGIN INSERT INTO unsealed"
		 " VALUES ('%s', ",
		 table, when, prefix, when, table, table);
	result = add_key(store, table, prefix, &text, err);
	buf_adds(&text, ") ON CONFLICT DO NOTHING; END");
	if (result == 0)
		result = store_exec(store, buf_str(&text), err);
	buf_release(&text);
	return result;
}

static int seal_written(struct store *store, struct error *err)
{
	return seal_all(store, STORE_SEAL_WRITTEN, err);
}

/* An update that changes the key leaves one row and makes another. */
int store_seal_begin(struct store *store, struct error *err)
{
	static const char *const on[][2] = {{"INSERT", "NEW"},
					    {"UPDATE", "OLD"},
					    {"UPDATE", "NEW"},
					    {"DELETE", "OLD"}};
	struct store_seal_names tables;
	size_t i, k;
	int result = store_seal_tables(store, &tables, err);

	/* REPLACE fires the delete triggers of what it replaces only so. */
	if (result == 0)
		result = store_exec(store,
				    "PRAGMA recursive_triggers = ON;"
				    "CREATE TEMP TABLE IF NOT EXISTS unsealed"
				    " (tab TEXT NOT NULL, key TEXT NOT NULL,"
				    " PRIMARY KEY (tab, key)) WITHOUT ROWID",
				    err);
	for (i = 0; result == 0 && i < tables.n; i++)
		for (k = 0; result == 0 && k < ARRAY_SIZE(on); k++)
			result = add_trigger(store, tables.names[i], on[k][0],
					     on[k][1], err);
	store_seal_names_release(&tables);
	store->before_commit = seal_written;
	store->after_commit = store_reached_note;
	return result;
}

int store_seal_found(struct store *store, struct error *err)
{
	struct store_seal_names tables = {NULL, 0};
	struct buf text = BUF_INIT;
	size_t i;
	int result = store_seal_begin(store, err);

	if (result == 0)
		result = store_seal_tables(store, &tables, err);
	for (i = 0; result == 0 && i < tables.n; i++) {
		buf_clear(&text);
		buf_addf(&text,
			 "INSERT OR IGNORE INTO temp.unsealed SELECT '%s', ",
			 tables.names[i]);
		result = add_key(store, tables.names[i], "t", &text, err);
		buf_addf(&text, " FROM main.\"%s\" t", tables.names[i]);
		if (result == 0)
			result = store_exec(store, buf_str(&text), err);
	}
	store_seal_names_release(&tables);
	buf_release(&text);
	return result < 0 ? -1 : seal_all(store, STORE_SEAL_FOUND, err);
}
