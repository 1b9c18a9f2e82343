/* SPDX-License-Identifier: MIT */
/*
 * Statements, always bound.  A query is written once, as a static value at the
 * top of its file; its prepared form is cached in the store by its address.
 * One use of a query may be open at a time.  Main thread only.
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <stdarg.h>
#include <stddef.h>

#include "base/error.h"
#include "store/store.h"

/*
 * arguments has a letter for each ? of the text, in order: i long long,
 * r double, s text or NULL, t date_time (stored as text), b bytes (const void
 * *, size_t).
 */
struct sql_query {
	const char *text, *arguments;
};

/* A query that is giving rows. */
struct sql {
	struct store *store;
	void *stmt;
	unsigned rows;	      /* given since a stop was asked for */
	double asked_to_stop; /* when the walk heard of it; 0 = not yet */
};

/*
 * Bind the arguments behind err; rows come from sql_next().  A failed open
 * needs no close.
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

/* A statement without rows. */
int sql_run(struct store *store, const struct sql_query *query,
	    struct error *err, ...);

/* The first column of the first row; 0 when there is none. */
int sql_get_int(struct store *store, const struct sql_query *query,
		long long *value, struct error *err, ...);

long long sql_last_id(struct store *store);
long long sql_changes(struct store *store);

#endif
