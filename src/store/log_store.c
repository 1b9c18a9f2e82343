/* SPDX-License-Identifier: MIT */
#include "store/log_store.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/sha256.h"
#include "rules/redact_detail.h"
#include "store/sql.h"
#include "store/store_seal.h"
#include "store/store_private.h"

static const struct sql_query last_row = {
	"SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1",
	"",
};
/* SQLite keeps a zero byte in a text; what is behind it is hashed by nobody. */
static const struct sql_query select_hidden = {
	"SELECT ifnull(min(seq), 0) FROM log WHERE"
	" instr(CAST(at AS BLOB), x'00') OR instr(CAST(who AS BLOB), x'00')"
	" OR instr(CAST(event AS BLOB), x'00')"
	" OR instr(CAST(before AS BLOB), x'00')"
	" OR instr(CAST(after AS BLOB), x'00')"
	" OR instr(CAST(detail AS BLOB), x'00')"
	" OR instr(CAST(hash AS BLOB), x'00')",
	"",
};
/* The first row that is earlier than the one before it. */
static const struct sql_query select_back = {
	"SELECT ifnull(min(seq), 0) FROM (SELECT seq, at,"
	" lag(at) OVER (ORDER BY seq) AS before FROM log) WHERE at < before",
	"",
};
static const struct sql_query last_at = {
	"SELECT at FROM log ORDER BY seq DESC LIMIT 1",
	"",
};
static const struct sql_query last_event = {
	"SELECT at FROM log WHERE event NOT IN ('photo-refused',"
	" 'make-refused', 'unmask', '" STORE_SEAL_WRITTEN
	"', '" STORE_SEAL_FOUND "') ORDER BY seq DESC LIMIT 1",
	"",
};
static const struct sql_query insert_row = {
	"INSERT INTO log (seq, at, who, event, task_id, student_id, before,"
	" after, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"itssiissss",
};
static const struct sql_query select_all = {
	"SELECT seq, at, who, event, task_id, student_id, before, after,"
	" detail, hash FROM log ORDER BY seq",
	"",
};
static const struct sql_query select_student = {
	"SELECT seq, at, who, event, task_id, student_id, before, after,"
	" detail, hash FROM log WHERE student_id = ? ORDER BY seq",
	"i",
};

/* Without what was taken back by then. */
static const struct sql_query select_standing = {
	"SELECT seq, at, who, event, task_id, student_id, before, after,"
	" detail, hash FROM log l WHERE student_id = ?1 AND at <= ?2"
	" AND NOT EXISTS (SELECT 1 FROM log u WHERE u.student_id = ?1"
	" AND u.event = 'undo' AND u.at <= ?2"
	" AND json_extract(u.detail, '$.undoes') = l.seq) ORDER BY seq",
	"it",
};
static const struct sql_query select_seq = {
	"SELECT seq, at, who, event, task_id, student_id, before, after,"
	" detail, hash FROM log WHERE seq = ?",
	"i",
};
static const struct sql_query select_office = {
	"SELECT seq, at, who, event, task_id, student_id, before, after,"
	" detail, hash FROM log WHERE student_id = 0"
	" AND event NOT IN ('" STORE_SEAL_WRITTEN "', '" STORE_SEAL_FOUND "')"
	" ORDER BY seq",
	"",
};

static const struct sql_query select_row = {
	"SELECT hash FROM log WHERE seq = ?",
	"i",
};

static void add_part(struct buf *text, const char *part)
{
	buf_addf(text, "%zu:%s", part ? strlen(part) : 0, part ? part : "");
}

/*
 * The chain.  A row's hash covers the hash before it and all its own fields:
 *
 *	row 1                 row 2                 row 3
 *	+---------------+     +---------------+     +---------------+
 *	| seq 1, at, …  |     | seq 2, at, …  |     | seq 3, at, …  |
 *	| hash H1       |--.  | hash H2       |--.  | hash H3       |
 *	+---------------+  |  +---------------+  |  +---------------+
 *	H1 = SHA-256("",   `->H2 = SHA-256(H1,   `->H3 = SHA-256(H2,
 *	             row 1)                row 2)                row 3)
 *
 * So a row that was changed, moved or taken out of the middle does not fit its
 * successors.  Rows taken off the end leave a chain that is whole: that is
 * found only against a backup, or against a hash that was written down.
 *
 * Lengths stand before the texts, so that no two rows give the same bytes:
 * event "photo", before "" and event "phot", before "o" are different rows.
 */
static void chain(const char *previous, const struct log_entry *e,
		  char hash[SHA256_HEX])
{
	struct buf text = BUF_INIT;
	char at[26];

	date_time_format(e->at, at);
	add_part(&text, previous);
	buf_addf(&text, "%lld:%lld:%lld:", e->seq, e->task_id, e->student_id);
	add_part(&text, at);
	add_part(&text, e->who);
	add_part(&text, e->event);
	add_part(&text, e->before);
	add_part(&text, e->after);
	add_part(&text, e->detail);
	sha256_hex(text.data, text.size, hash);
	buf_release(&text);
}

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

static bool is_seal(const struct log_entry *e)
{
	return strcmp(e->event, STORE_SEAL_WRITTEN) == 0 ||
	       strcmp(e->event, STORE_SEAL_FOUND) == 0;
}

static void note_event(struct store *store, const struct log_entry *e)
{
	const char *detail = or_empty(e->detail);
	struct log_noted *noted = store->noted;
	size_t i;

	if (strcmp(e->event, "unmask") == 0 || is_seal(e))
		return;
	for (i = 0; i < store->n_noted; i++)
		if (strcmp(noted[i].event, e->event) == 0)
			break;
	if (i == LOG_NOTED_EVENTS)
		return;
	if (i == store->n_noted) {
		store->n_noted++;
		snprintf(noted[i].event, sizeof(noted[i].event), "%s",
			 e->event);
		noted[i].student_id = e->student_id;
		if (strlen(detail) < sizeof(noted[i].detail))
			memcpy(noted[i].detail, detail, strlen(detail) + 1);
	}
	noted[i].n++;
}

const struct log_noted *log_store_noted(const struct store *store, size_t *n)
{
	*n = store->n_noted;
	return store->noted;
}

/*
 * seq is counted here and not left to SQLite: it is part of the hash, so it
 * must be known before the row is written.  The caller's transaction keeps two
 * writers from taking the same one.
 */
static int add_row(struct store *store, struct log_entry *e, struct error *err)
{
	char previous[SHA256_HEX] = "", hash[SHA256_HEX];
	struct sql q;
	int got;

	if (sql_open(&q, store, &last_row, err) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got < 0)
		return -1;
	e->seq = 1;
	if (got) {
		e->seq = sql_int(&q, 0) + 1;
		strncpy(previous, sql_text(&q, 1), SHA256_HEX - 1);
		sql_close(&q);
	}
	chain(previous, e, hash);
	note_event(store, e);
	return sql_run(store, &insert_row, err, e->seq, e->at, or_empty(e->who),
		       e->event, e->task_id, e->student_id, or_empty(e->before),
		       or_empty(e->after), e->detail, hash);
}

/*
 * The one way into the log: no row names anybody, whatever it is given.  Of
 * what is exact, one digest in some hundred has a row of digits that the mask
 * would take for a number, and a school may be called as a student is.
 */
int log_store_add(struct store *store, const struct log_entry *entry,
		  struct error *err)
{
	struct buf detail = BUF_INIT;
	struct log_entry e = *entry;
	int result;

	if (entry->exact)
		buf_adds(&detail, or_empty(entry->detail));
	else
		redact_detail(&detail, or_empty(entry->detail));
	e.detail = buf_str(&detail);
	result = add_row(store, &e, err);
	buf_release(&detail);
	return result;
}

int log_store_note(const struct session *session, long long student_id,
		   const char *event, const char *detail, struct error *err)
{
	struct log_entry entry = {
		.at = session->now,
		.who = session->who,
		.event = event,
		.task_id = session->task->id,
		.student_id = student_id,
		.detail = detail,
	};

	return log_store_add(session->store, &entry, err);
}

int log_store_run(const struct session *session, const char *event,
		  const char *detail, struct error *err)
{
	if (store_begin(session->store, err) < 0)
		return -1;
	return store_end(session->store,
			 log_store_note(session, 0, event, detail, err), false,
			 err);
}

static int read_at(struct store *store, const struct sql_query *query,
		   date_time *at, struct error *err)
{
	struct sql q;
	int got;

	*at = 0;
	if (sql_open(&q, store, query, err) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got <= 0)
		return got;
	date_time_parse(sql_text(&q, 0), at);
	sql_close(&q);
	return 0;
}

int log_store_last(struct store *store, date_time *at, struct error *err)
{
	return read_at(store, &last_at, at, err);
}

int log_store_reached(struct store *store, date_time *at, struct error *err)
{
	return read_at(store, &last_event, at, err);
}

static void read_entry(const struct sql *q, struct log_entry *e)
{
	e->seq = sql_int(q, 0);
	e->at = 0;
	date_time_parse(sql_text(q, 1), &e->at);
	e->who = sql_text(q, 2);
	e->event = sql_text(q, 3);
	e->task_id = sql_int(q, 4);
	e->student_id = sql_int(q, 5);
	e->before = sql_text(q, 6);
	e->after = sql_text(q, 7);
	e->detail = sql_text(q, 8);
	e->hash = sql_text(q, 9);
}

static int walk(struct sql *q, log_store_fn fn, void *ctx, struct error *err)
{
	struct log_entry e;
	int got;

	while ((got = sql_next(q, err)) > 0) {
		read_entry(q, &e);
		if (fn(ctx, &e, err) != 0) {
			sql_close(q);
			return -1;
		}
	}
	return got;
}

int log_store_each(struct store *store, long long student_id, log_store_fn fn,
		   void *ctx, struct error *err)
{
	struct sql q;
	int got = student_id ? sql_open(&q, store, &select_student, err,
					student_id)
			     : sql_open(&q, store, &select_all, err);

	return got < 0 ? -1 : walk(&q, fn, ctx, err);
}

int log_store_each_standing(struct store *store,
			    const struct log_standing *which, log_store_fn fn,
			    void *ctx, struct error *err)
{
	struct sql q;

	if (sql_open(&q, store, &select_standing, err, which->student_id,
		     which->as_of) < 0)
		return -1;
	return walk(&q, fn, ctx, err);
}

int log_store_get(struct store *store, long long seq, log_store_fn fn,
		  void *ctx, struct error *err)
{
	struct sql q;

	if (sql_open(&q, store, &select_seq, err, seq) < 0)
		return -1;
	return walk(&q, fn, ctx, err);
}

int log_store_each_office(struct store *store, log_store_fn fn, void *ctx,
			  struct error *err)
{
	struct sql q;

	/* its own query: a case's rows may be read inside this walk */
	if (sql_open(&q, store, &select_office, err) < 0)
		return -1;
	return walk(&q, fn, ctx, err);
}

struct verify {
	char previous[SHA256_HEX];
	long rows;
};

static int verify_row(void *ctx, const struct log_entry *e, struct error *err)
{
	struct verify *v = ctx;
	char hash[SHA256_HEX];

	v->rows++;
	chain(v->previous, e, hash);
	if (e->seq != v->rows || strcmp(hash, e->hash) != 0)
		return error_set(err, ERROR_STORE,
				 _("the log is broken at row %lld; stop and "
				   "compare with a backup"),
				 e->seq);
	memcpy(v->previous, hash, SHA256_HEX);
	return 0;
}

int log_store_verify(struct store *store, long *rows, struct error *err)
{
	struct verify v = {"", 0};
	long long hidden = 0;
	int result = log_store_each(store, 0, verify_row, &v, err);

	*rows = v.rows;
	if (result == 0)
		result = sql_get_int(store, &select_hidden, &hidden, err);
	if (result == 0 && hidden)
		return error_set(err, ERROR_STORE,
				 _("row %lld of the log hides text behind a "
				   "zero byte; stop and compare with a backup"),
				 hidden);
	return result;
}

int log_store_ran_back(struct store *store, long long *seq, struct error *err)
{
	return sql_get_int(store, &select_back, seq, err);
}

int log_store_anchor(struct store *store, char out[LOG_STORE_ANCHOR],
		     struct error *err)
{
	struct sql q;
	int got;

	snprintf(out, LOG_STORE_ANCHOR, "0:");
	if (sql_open(&q, store, &last_row, err) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got <= 0)
		return got;
	snprintf(out, LOG_STORE_ANCHOR, "%lld:%s", sql_int(&q, 0),
		 sql_text(&q, 1));
	sql_close(&q);
	return 0;
}

static int compare_anchor(struct store *store, long long seq, const char *hash,
			  struct error *err)
{
	char last[LOG_STORE_ANCHOR];
	struct sql q;
	int got;

	if (log_store_anchor(store, last, err) < 0 ||
	    sql_open(&q, store, &select_row, err, seq) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got < 0)
		return -1;
	if (got == 0)
		return error_set(err, ERROR_STORE,
				 _("the log ends at row %.*s, the anchor is "
				   "row %lld: its tail is gone; compare with a "
				   "backup"),
				 (int)strcspn(last, ":"), last, seq);
	got = strcmp(sql_text(&q, 0), hash);
	sql_close(&q);
	if (got == 0)
		return 0;
	return error_set(err, ERROR_STORE,
			 _("row %lld of the log is not the anchor's: it was "
			   "written anew; compare with a backup"),
			 seq);
}

int log_store_prove(struct store *store, const char *anchor, struct error *err)
{
	char *end;
	long long seq = strtoll(anchor, &end, 10);

	if (seq == 0 && strcmp(anchor, "0:") == 0)
		return 0;
	if (end == anchor || *end != ':' || seq < 1 ||
	    strlen(end + 1) != SHA256_HEX - 1)
		return error_set(err, ERROR_USAGE,
				 _("%s: no anchor; it looks like COUNT:HASH"),
				 anchor);
	return compare_anchor(store, seq, end + 1, err);
}
