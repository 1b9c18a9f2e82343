/* SPDX-License-Identifier: MIT */
#include "store/code_store.h"

#include <stdio.h>
#include <string.h>

#include "store/sql.h"

#define COLUMNS                                                                \
	"id, ifnull(student_id, 0), sha256, payload, encoding, how, "          \
	"layout,"                                                              \
	" fields, file, original, findings, matched_by, confidence, state,"    \
	" confirmed_at <> ''"

/*
 * Known by payload and file together: the same file imported again is no new
 * row, the same code in another file is one, and the matching says so.
 */
static const struct sql_query insert_code = {
	"INSERT OR IGNORE INTO code (task_id, sha256, payload, encoding, how,"
	" layout, fields, file, original, findings, imported_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"isbssssssst",
};
static const struct sql_query select_all = {
	"SELECT " COLUMNS " FROM code WHERE task_id = ? ORDER BY id",
	"i",
};
static const struct sql_query update_link = {
	"UPDATE code SET student_id = nullif(?1, 0), matched_by = ?2,"
	" confidence = ?3, findings = ?4,"
	" confirmed_at = iif(student_id = ?1, confirmed_at, '') WHERE id = ?5",
	"isrsi",
};
static const struct sql_query update_confirmed = {
	"UPDATE code SET confirmed_at = ?, findings = ? WHERE id = ?",
	"tsi",
};
static const struct sql_query update_findings = {
	"UPDATE code SET findings = ? WHERE id = ?",
	"si",
};
static const struct sql_query update_fields = {
	"UPDATE code SET layout = ?, fields = ? WHERE id = ?",
	"ssi",
};
static const struct sql_query update_state = {
	"UPDATE code SET state = 'superseded' WHERE id = ?",
	"i",
};
/* The last that came in, where several are in force. */
static const struct sql_query select_current = {
	"SELECT sha256 FROM code WHERE student_id = ? AND state = 'current'"
	" ORDER BY id DESC LIMIT 1",
	"i",
};

/* With the serial that the payload's layout or a provider has found in it. */
static const struct sql_query select_hand = {
	"SELECT sha256, payload, iif(json_valid(fields),"
	" coalesce(json_extract(fields, '$.wybh'), ''), '')"
	" FROM code WHERE student_id = ? AND state = 'current'"
	" ORDER BY id DESC LIMIT 1",
	"i",
};

/*
 * A code of today that was superseded later than the time asked was in force
 * then; only the log knows when that was.
 */
static const struct sql_query count_then = {
	"SELECT count(*) FROM code c WHERE c.student_id = ?1"
	" AND c.imported_at <= ?2 AND (c.state = 'current' OR EXISTS"
	" (SELECT 1 FROM log l WHERE l.student_id = ?1 AND l.at > ?2"
	" AND l.event = 'code-supersede' AND instr(l.detail, c.sha256)))",
	"it",
};

int code_store_add(const struct session *session, const struct code_row *row,
		   bool *added, struct error *err)
{
	if (sql_run(session->store, &insert_code, err, session->task->id,
		    row->sha256, row->payload, row->payload_size, row->encoding,
		    row->how, row->layout, row->fields, row->file,
		    row->original, row->findings, session->now) < 0)
		return -1;
	*added = sql_changes(session->store) > 0;
	return 0;
}

static void read_row(const struct sql *q, struct code_row *row)
{
	row->id = sql_int(q, 0);
	row->student_id = sql_int(q, 1);
	row->sha256 = sql_text(q, 2);
	row->payload = sql_blob(q, 3, &row->payload_size);
	row->encoding = sql_text(q, 4);
	row->how = sql_text(q, 5);
	row->layout = sql_text(q, 6);
	row->fields = sql_text(q, 7);
	row->file = sql_text(q, 8);
	row->original = sql_text(q, 9);
	row->findings = sql_text(q, 10);
	row->matched_by = sql_text(q, 11);
	row->confidence = sql_real(q, 12);
	row->state = sql_text(q, 13);
	row->confirmed = sql_int(q, 14) != 0;
}

int code_store_each(struct store *store, const struct task *task,
		    code_store_fn fn, void *ctx, struct error *err)
{
	struct code_row row;
	struct sql q;
	int got, result;

	if (sql_open(&q, store, &select_all, err, task->id) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		read_row(&q, &row);
		result = fn(ctx, &row, err);
		if (result != 0) {
			sql_close(&q);
			return result;
		}
	}
	return got;
}

int code_store_link(struct store *store, long long id,
		    const struct owner_link *link, struct error *err)
{
	return sql_run(store, &update_link, err, link->student_id, link->by,
		       link->confidence, link->findings, id);
}

int code_store_set_findings(struct store *store, long long id,
			    const char *findings, struct error *err)
{
	return sql_run(store, &update_findings, err, findings, id);
}

int code_store_set_fields(struct store *store, long long id, const char *layout,
			  const char *fields, struct error *err)
{
	return sql_run(store, &update_fields, err, layout, fields, id);
}

int code_store_confirm(const struct session *session, long long id,
		       const char *findings, struct error *err)
{
	return sql_run(session->store, &update_confirmed, err, session->now,
		       findings, id);
}

/* Never deleted: a package that went out names it, and may come back. */
int code_store_supersede(struct store *store, long long id, struct error *err)
{
	return sql_run(store, &update_state, err, id);
}

int code_store_current(struct store *store, long long student_id,
		       char sha256[65], struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_current, err, student_id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got > 0)
		snprintf(sha256, 65, "%s", sql_text(&q, 0));
	sql_close(&q);
	return got;
}

int code_store_had(const struct session *session, long long student_id,
		   struct error *err)
{
	long long n;

	if (sql_get_int(session->store, &count_then, &n, err, student_id,
			session_as_of(session)) < 0)
		return -1;
	return n > 0;
}

static int read_hand(const struct sql *q, struct code_hand *out)
{
	const void *payload;
	size_t n;

	out->has = true;
	snprintf(out->sha256, sizeof(out->sha256), "%s", sql_text(q, 0));
	payload = sql_blob(q, 1, &n);
	buf_add(&out->payload, payload, n);
	if (!out->serial[0])
		snprintf(out->serial, sizeof(out->serial), "%s",
			 sql_text(q, 2));
	return 0;
}

int code_store_hand(struct store *store, const struct student *student,
		    struct code_hand *out, struct error *err)
{
	struct sql q;
	int got;

	memset(out, 0, sizeof(*out));
	snprintf(out->serial, sizeof(out->serial), "%s",
		 student_get(student, STUDENT_wybh));
	if (sql_open(&q, store, &select_hand, err, student->id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got > 0)
		got = read_hand(&q, out);
	sql_close(&q);
	return got;
}

void code_store_hand_release(struct code_hand *hand)
{
	buf_release(&hand->payload);
}

/*
 * The serial is unique in the country and short.  Without one 16 hex digits of
 * the hash stand for the code: 64 bits, which no folder of files sees twice.
 */
void code_store_hand_key(const struct code_hand *hand,
			 char key[CODE_STORE_KEY + 1])
{
	if (hand->serial[0])
		snprintf(key, CODE_STORE_KEY + 1, "%s", hand->serial);
	else
		snprintf(key, CODE_STORE_KEY + 1, "%.*s", CODE_STORE_START,
			 hand->sha256);
}

int code_store_key(struct store *store, const struct student *student,
		   char key[CODE_STORE_KEY + 1], struct error *err)
{
	struct code_hand hand;

	if (code_store_hand(store, student, &hand, err) < 0)
		return -1;
	code_store_hand_key(&hand, key);
	code_store_hand_release(&hand);
	return 0;
}
