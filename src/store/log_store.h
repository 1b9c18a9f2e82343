/* SPDX-License-Identifier: MIT */
/*
 * The append-only log.  Each row carries the SHA-256 of the row before it and
 * its own fields; triggers refuse update and delete.  detail holds codes,
 * counts, hashes and a person's reasons; names and numbers in it are hidden
 * when it is written (rules/redact_detail.h), whatever a screen shows: no purge
 * reaches the log.
 */
#ifndef STORE_LOG_STORE_H
#define STORE_LOG_STORE_H

#include <stdbool.h>

#include "store/session.h"

struct log_entry {
	long long seq;
	date_time at;
	const char *who, *event;
	long long task_id, student_id;	     /* 0 = none */
	const char *before, *after, *detail; /* NULL = "" */
	const char *hash;		     /* when read */
	/*
	 * When written: detail has digests of rows or a task's settings, which
	 * are read again, and is taken as it is.
	 */
	bool exact;
};

int log_store_add(struct store *store, const struct log_entry *entry,
		  struct error *err);

/* What session->who did to a student (0 = none), no state before or after. */
int log_store_note(const struct session *session, long long student_id,
		   const char *event, const char *detail, struct error *err);

/* Of the task, in a transaction of its own: what a whole run did. */
int log_store_run(const struct session *session, const char *event,
		  const char *detail, struct error *err);

/*
 * What was added through this handle, by event, also when it was undone since:
 * a dry run tells of it.  unmask is left out, which is never undone, and the
 * seals, which are no event of anybody's.
 */
enum { LOG_NOTED_EVENTS = 32, LOG_NOTED_DETAIL = 600 };
struct log_noted {
	char event[40];
	long n;
	/* of the first */
	long long student_id;
	char detail[LOG_NOTED_DETAIL]; /* "" when it is longer */
};
const struct log_noted *log_store_noted(const struct store *store, size_t *n);

typedef int (*log_store_fn)(void *ctx, const struct log_entry *entry,
			    struct error *err);

/* In order; student_id 0 = all. */
int log_store_each(struct store *store, long long student_id, log_store_fn fn,
		   void *ctx, struct error *err);

/*
 * A case's rows up to a time without those that were taken back by then: what
 * is folded.
 */
struct log_standing {
	long long student_id;
	date_time as_of;
};
int log_store_each_standing(struct store *store,
			    const struct log_standing *which, log_store_fn fn,
			    void *ctx, struct error *err);

/* One row through the callback, or none. */
int log_store_get(struct store *store, long long seq, log_store_fn fn,
		  void *ctx, struct error *err);

/* The rows that are about no student: settings, imports, packages. */
int log_store_each_office(struct store *store, log_store_fn fn, void *ctx,
			  struct error *err);

/* The time of the last row; 0 without any. */
int log_store_last(struct store *store, date_time *at, struct error *err);

/* The same of the last row in which something came about, no refusal. */
int log_store_reached(struct store *store, date_time *at, struct error *err);

/* Recompute the chain; ERROR_STORE names the first row that does not fit. */
int log_store_verify(struct store *store, long *rows, struct error *err);

/* The first row that is earlier than the one before it; 0 = none. */
int log_store_ran_back(struct store *store, long long *seq, struct error *err);

/*
 * The anchor of the log as it stands: "COUNT:HASH", its number of rows and the
 * hash of the last one.  Kept outside the store it proves later that no tail
 * was cut off and no row before it rewritten.
 */
enum { LOG_STORE_ANCHOR = 96 };
int log_store_anchor(struct store *store, char out[LOG_STORE_ANCHOR],
		     struct error *err);

/*
 * Whether the log still has the anchor's row: ERROR_STORE says how it differs,
 * ERROR_USAGE when the text is no anchor.  log_store_verify() proves the rest.
 */
int log_store_prove(struct store *store, const char *anchor, struct error *err);

#endif
