/* SPDX-License-Identifier: MIT */
/*
 * Statements, always bound.  A query is written once as a static text;
 * prepared forms are cached in the store by that text's address.
 *
 * Arguments follow a format of letters: i long long, r double, s text or
 * NULL, t date_time (stored as text), b bytes (const void *, size_t).
 * One query of a text may be open at a time.  Main thread only.
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <stdarg.h>
#include <stddef.h>

#include "base/error.h"
#include "store/store.h"

struct sql {
	struct store *store;
	void *stmt;
};

/* Bind; rows come from sql_next().  A failed open needs no close. */
int sql_open(struct sql *q, struct store *store, struct error *err,
	     const char *text, const char *format, ...);

/* 1 a row, 0 no more (closed), -1 error (closed). */
int sql_next(struct sql *q, struct error *err);
void sql_close(struct sql *q);

long long sql_int(const struct sql *q, int column);
double sql_real(const struct sql *q, int column);      /* NAN for NULL */
const char *sql_text(const struct sql *q, int column); /* never NULL */
const void *sql_blob(const struct sql *q, int column, size_t *size);

/* A statement without rows. */
int sql_run(struct store *store, struct error *err, const char *text,
	    const char *format, ...);

/* The first column of the first row; fallback when there is none. */
int sql_get_int(struct store *store, long long *value, long long fallback,
		struct error *err, const char *text, const char *format, ...);

long long sql_last_id(struct store *store);
long long sql_changes(struct store *store);

#endif
