/* SPDX-License-Identifier: MIT */
/*
 * The append-only log.  Each row has a SHA-256 over the hash of the row before
 * it and its own fields; triggers refuse update and delete.  detail holds
 * codes, counts, hashes and the reasons people give.  Names and numbers in it
 * are masked before it is written (rules/redact_detail.h), also with --unmask,
 * because a purge cannot remove anything from the log.  Main thread only.
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
	 * For writing: detail is not masked, because it holds digests of rows
	 * or a task's settings, which the program reads again.
	 */
	bool exact;
};

int log_store_add(struct store *store, const struct log_entry *entry,
		  struct error *err);

/* Log what session->who did to a student (0 = none) without a change of state.
 */
int log_store_note(const struct session *session, long long student_id,
		   const char *event, const char *detail, struct error *err);

/* Log what a whole run did to the task, in a transaction of its own. */
int log_store_run(const struct session *session, const char *event,
		  const char *detail, struct error *err);

/*
 * The rows added through this handle, counted by event, even if their
 * transaction was rolled back: a dry run reports from these what it would have
 * logged.  "unmask" is not counted, because it is logged in a dry run as well,
 * nor are seals (store/store_seal.h), which nobody did.
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

/* All rows in order, or only those of a student (0 = all rows). */
int log_store_each(struct store *store, long long student_id, log_store_fn fn,
		   void *ctx, struct error *err);

/*
 * A case's rows up to a time, without those that had been undone by then: the
 * rows that its ledger is computed from.
 */
struct log_standing {
	long long student_id;
	date_time as_of;
};
int log_store_each_standing(struct store *store,
			    const struct log_standing *which, log_store_fn fn,
			    void *ctx, struct error *err);

/* Call fn for one row, if there is such a row. */
int log_store_get(struct store *store, long long seq, log_store_fn fn,
		  void *ctx, struct error *err);

/* The rows about no single student: settings, imports, packages. */
int log_store_each_office(struct store *store, log_store_fn fn, void *ctx,
			  struct error *err);

/* The time of the last row; 0 when there is none. */
int log_store_last(struct store *store, date_time *at, struct error *err);

/* The time of the last row that is not a refusal. */
int log_store_reached(struct store *store, date_time *at, struct error *err);

/* Recompute the chain; ERROR_STORE names the first row that does not fit. */
int log_store_verify(struct store *store, long *rows, struct error *err);

/* The first row dated earlier than the row before it; 0 = none. */
int log_store_ran_back(struct store *store, long long *seq, struct error *err);

/*
 * The anchor of the log: "COUNT:HASH", its number of rows and the hash of the
 * last one.  When an anchor was kept outside the store, it proves later that
 * the rows up to it are still there and unchanged.
 */
enum { LOG_STORE_ANCHOR = 96 };
int log_store_anchor(struct store *store, char out[LOG_STORE_ANCHOR],
		     struct error *err);

/*
 * Check that the log still has the anchor's row.  ERROR_STORE says how it
 * differs; ERROR_USAGE when the text is not an anchor.  log_store_verify()
 * proves the rows before it.
 */
int log_store_prove(struct store *store, const char *anchor, struct error *err);

#endif
