/* SPDX-License-Identifier: MIT */
/*
 * SQL statements, whose values are always bound.  A query is a static constant
 * at the top of the file that uses it; the store caches its prepared form by
 * its address, so each query can only be open once at a time.  Main thread
 * only.
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <stdarg.h>
#include <stddef.h>

#include "base/error.h"
#include "store/store.h"

/*
 * arguments has one letter for each ? of the text, in order: i long long,
 * r double, s text or NULL, t date_time (stored as text), b bytes (two
 * arguments: const void *, size_t).
 */
struct sql_query {
	const char *text, *arguments;
};

/* A query whose rows are being read. */
struct sql {
	struct store *store;
	void *stmt;
	unsigned rows;	      /* read since a stop was asked for */
	double asked_to_stop; /* when this query noticed that; 0 = not yet */
};

/*
 * Start a query; its arguments follow err.  Then call sql_next() for each row.
 * When sql_open() fails, sql_close() need not be called.
 */
int sql_open(struct sql *q, struct store *store, const struct sql_query *query,
	     struct error *err, ...);

/* 1 a row, 0 no more (closed), -1 error (closed). */
int sql_next(struct sql *q, struct error *err);
void sql_close(struct sql *q);

long long sql_int(const struct sql *q, int column);
double sql_real(const struct sql *q, int column);      /* NAN for NULL */
const char *sql_text(const struct sql *q, int column); /* never NULL */
const void *sql_blob(const struct sql *q, int column, size_t *size);

/*
 * The same of a bare sqlite3_stmt; NULL where the value is NULL or an empty
 * blob.  Without memory SQLite gives NULL for any value, which must not be
 * taken for an empty one: then the process ends as mem_x*() do.
 */
const char *sql_column_text(void *stmt, int column);
const void *sql_column_blob(void *stmt, int column);

/* Run a statement that gives no rows. */
int sql_run(struct store *store, const struct sql_query *query,
	    struct error *err, ...);

/* The first column of the first row; 0 when there is none. */
int sql_get_int(struct store *store, const struct sql_query *query,
		long long *value, struct error *err, ...);

long long sql_last_id(struct store *store);
long long sql_changes(struct store *store);

#endif
