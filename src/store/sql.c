/* SPDX-License-Identifier: MIT */
#include "store/sql.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/cancel.h"
#include "base/clock.h"
#include "base/date.h"
#include "store/store_private.h"

enum { ROWS_AFTER = 4096 }; /* that a walk gives after a stop */

/*
 * Preparing a statement costs more than stepping it, and an import steps the
 * same few for every row: each query is prepared once and kept with the store.
 *
 *	cache   0       1       2              STORE_STATEMENTS - 1
 *	      +-------+-------+-------+-- - --+-------+
 *	query |   0   | &ins  | &upd  |       |   0   |  address of the query
 *	stmt  |       |   *   |   *   |       |       |  its prepared form
 *	      +-------+-------+-------+-- - --+-------+
 *
 * Queries are static, so the address is the key; without the bits that
 * alignment leaves 0 it is spread well enough to be its own hash.  The next
 * place is tried when one is taken, and nothing is ever thrown out.
 */
static sqlite3_stmt *cached(struct store *store, const struct sql_query *query,
			    struct error *err)
{
	size_t i = ((uintptr_t)query >> 4) % STORE_STATEMENTS, tries;

	for (tries = 0; tries < STORE_STATEMENTS; tries++) {
		if (store->cache[i].query == query)
			return store->cache[i].stmt;
		if (!store->cache[i].query)
			break;
		i = (i + 1) % STORE_STATEMENTS;
	}
	if (tries == STORE_STATEMENTS)
		BUG("too many SQL statements");
	if (sqlite3_prepare_v3(store->db, query->text, -1,
			       SQLITE_PREPARE_PERSISTENT, &store->cache[i].stmt,
			       NULL) != SQLITE_OK) {
		store_fail(store, err);
		return NULL;
	}
	store->cache[i].query = query;
	return store->cache[i].stmt;
}

/*
 * keep: SQLITE_STATIC where the caller's bytes outlive the step (step_once),
 * else SQLITE_TRANSIENT, and SQLite makes a copy.  "" is bound as a text of
 * no bytes and not as NULL: the columns are NOT NULL and "" means empty.
 */
static void bind_text(sqlite3_stmt *stmt, int i, const char *text,
		      sqlite3_destructor_type keep)
{
	if (text && !*text)
		sqlite3_bind_text(stmt, i, "", 0, SQLITE_STATIC);
	else if (text)
		sqlite3_bind_text(stmt, i, text, (int)strlen(text), keep);
	else
		sqlite3_bind_null(stmt, i);
}

static void bind_time(sqlite3_stmt *stmt, int i, date_time t)
{
	char text[26];

	date_time_format(t, text);
	sqlite3_bind_text(stmt, i, text, -1, SQLITE_TRANSIENT);
}

/* A pointer to nothing would be NULL to SQLite, not an empty BLOB. */
static void bind_bytes(sqlite3_stmt *stmt, int i, const void *bytes, size_t n,
		       sqlite3_destructor_type keep)
{
	sqlite3_bind_blob64(stmt, i, n ? bytes : "", n, keep);
}

static void bind_all(sqlite3_stmt *stmt, const struct sql_query *query,
		     sqlite3_destructor_type keep, va_list ap)
{
	const char *letter = query->arguments;
	const void *bytes;
	int i = 1;

	for (; *letter; letter++, i++) {
		switch (*letter) {
		case 'i':
			sqlite3_bind_int64(stmt, i, va_arg(ap, long long));
			break;
		case 'r':
			sqlite3_bind_double(stmt, i, va_arg(ap, double));
			break;
		case 's':
			bind_text(stmt, i, va_arg(ap, const char *), keep);
			break;
		case 't':
			bind_time(stmt, i, va_arg(ap, date_time));
			break;
		case 'b':
			bytes = va_arg(ap, const void *);
			bind_bytes(stmt, i, bytes, va_arg(ap, size_t), keep);
			break;
		default:
			BUG(query->text);
		}
	}
}

/*
 * Both aborts are ours, not the user's: a second use of a query while the first
 * still gives rows would take its rows away, and letters that do not match the
 * question marks read arguments that were never passed.
 */
static int prepare(struct sql *q, struct store *store,
		   const struct sql_query *query, struct error *err)
{
	sqlite3_stmt *stmt = cached(store, query, err);

	q->store = store;
	q->stmt = stmt;
	q->rows = 0;
	q->asked_to_stop = 0;
	if (!stmt)
		return -1;
	if (sqlite3_stmt_busy(stmt))
		BUG("SQL statement opened twice");
	if ((size_t)sqlite3_bind_parameter_count(stmt) !=
	    strlen(query->arguments))
		BUG(query->text);
	return 0;
}

int sql_open(struct sql *q, struct store *store, const struct sql_query *query,
	     struct error *err, ...)
{
	va_list ap;

	if (prepare(q, store, query, err) < 0)
		return -1;
	va_start(ap, err);
	bind_all(q->stmt, query, SQLITE_TRANSIENT, ap);
	va_end(ap);
	return 0;
}

/*
 * A walk over all rows is long though each step of it is short, or what is done
 * with each row: it goes on for as long as a statement does.
 */
static bool is_long(struct sql *q)
{
	double now = clock_seconds();

	if (q->asked_to_stop == 0)
		q->asked_to_stop = now;
	return ++q->rows >= ROWS_AFTER ||
	       now - q->asked_to_stop > STORE_PATIENCE;
}

int sql_next(struct sql *q, struct error *err)
{
	int code;

	if (!q->stmt)
		return 0;
	if (cancel_signal() && is_long(q)) {
		q->store->was_torn = true;
		sql_close(q);
		return cancel_check(err);
	}
	q->store->asked_to_stop = 0;
	code = sqlite3_step(q->stmt);
	if (code == SQLITE_ROW)
		return 1;
	if (code != SQLITE_DONE)
		store_fail(q->store, err);
	sql_close(q);
	return code == SQLITE_DONE ? 0 : -1;
}

void sql_close(struct sql *q)
{
	if (!q->stmt)
		return;
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
	q->stmt = NULL;
}

long long sql_int(const struct sql *q, int column)
{
	return sqlite3_column_int64(q->stmt, column);
}

/* NULL is "not measured": 0 would be a measurement. */
double sql_real(const struct sql *q, int column)
{
	if (sqlite3_column_type(q->stmt, column) == SQLITE_NULL)
		return NAN;
	return sqlite3_column_double(q->stmt, column);
}

static const void *checked(void *stmt, const void *value)
{
	if (!value && sqlite3_errcode(sqlite3_db_handle(stmt)) == SQLITE_NOMEM)
		error_bug("memory", 0, "out of memory");
	return value;
}

const char *sql_column_text(void *stmt, int column)
{
	return checked(stmt, sqlite3_column_text(stmt, column));
}

const void *sql_column_blob(void *stmt, int column)
{
	return checked(stmt, sqlite3_column_blob(stmt, column));
}

const char *sql_text(const struct sql *q, int column)
{
	const char *text = sql_column_text(q->stmt, column);

	return text ? text : "";
}

const void *sql_blob(const struct sql *q, int column, size_t *size)
{
	const void *bytes = sql_column_blob(q->stmt, column);

	*size = (size_t)sqlite3_column_bytes(q->stmt, column);
	return bytes;
}

/* The first step of a query: 1 a row, 0 none, -1 error.  Then sql_close(). */
static int step_once(struct sql *q, struct store *store,
		     const struct sql_query *query, struct error *err,
		     va_list ap)
{
	if (prepare(q, store, query, err) < 0)
		return -1;
	bind_all(q->stmt, query, SQLITE_STATIC, ap);
	return sql_next(q, err);
}

int sql_run(struct store *store, const struct sql_query *query,
	    struct error *err, ...)
{
	struct sql q;
	va_list ap;
	int result;

	va_start(ap, err);
	result = step_once(&q, store, query, err, ap);
	va_end(ap);
	sql_close(&q);
	return result < 0 ? -1 : 0;
}

int sql_get_int(struct store *store, const struct sql_query *query,
		long long *value, struct error *err, ...)
{
	struct sql q;
	va_list ap;
	int result;

	va_start(ap, err);
	result = step_once(&q, store, query, err, ap);
	va_end(ap);
	*value = result > 0 ? sql_int(&q, 0) : 0;
	sql_close(&q);
	return result < 0 ? -1 : 0;
}

long long sql_last_id(struct store *store)
{
	return sqlite3_last_insert_rowid(store->db);
}

long long sql_changes(struct store *store)
{
	return sqlite3_changes64(store->db);
}
