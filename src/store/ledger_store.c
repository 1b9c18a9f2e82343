/* SPDX-License-Identifier: MIT */
#include "store/ledger_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "rules/identity.h"
#include "store/log_store.h"
#include "store/sql.h"
#include "store/student_columns.h"
#include "store/task_store.h"

/* Codes that keep a case out of packages while code_faults=hold. */
static const struct sql_query select_code = {
	"SELECT count(*), coalesce(min(nullif(json_extract(f.value, '$.code'),"
	" 'CODE-UNCONFIRMED')), min(json_extract(f.value, '$.code')), '')"
	" FROM code c LEFT JOIN json_each(c.findings) f"
	" ON json_extract(f.value, '$.code') IN"
	" ('CODE-XH-EMPTY', 'CODE-XH-ZERO', 'CODE-XH-MISMATCH', 'CODE-YXDM',"
	" 'CODE-LEVEL', 'CODE-NAME', 'CODE-TAIL', 'CODE-UNCONFIRMED')"
	" WHERE c.student_id = ? AND c.state = 'current'",
	"i",
};
/* A picture of a code that the task does not take: not in force. */
static const struct sql_query select_looks = {
	"SELECT count(DISTINCT c.id),"
	" coalesce(min(json_extract(f.value, '$.code')), '')"
	" FROM code c, json_each(c.findings) f WHERE c.student_id = ?"
	" AND c.state = 'current'"
	" AND json_extract(f.value, '$.code') IN"
	" ('CODE-SCREENSHOT', 'CODE-PHOTO')",
	"i",
};
static const struct sql_query select_enrollment = {
	"SELECT sha256 FROM photo WHERE student_id = ? AND kind = 'enrollment'"
	" AND state = 'current' ORDER BY id DESC LIMIT 1",
	"i",
};
/* What its last check by the task's acceptance profile found. */
static const struct sql_query select_unfit = {
	"SELECT count(*) FROM photo p, json_each(p.findings) f"
	" WHERE p.id = ? AND p.profile = ? AND p.verdict = 'fail'"
	" AND json_extract(f.value, '$.sev') = 'error'"
	" AND json_extract(f.value, '$.code') LIKE 'FIL-%'",
	"is",
};
/* What was said of the photo in force, or before there was one. */
static const struct sql_query select_proofs = {
	"WITH said AS (SELECT kind, outcome FROM outcome"
	" WHERE student_id = ?1 AND ifnull(photo_id, 0) IN (0, ?2))"
	" SELECT (SELECT count(*) FROM face_score WHERE student_id = ?1"
	" AND ifnull(photo_id, 0) IN (0, ?2) AND advisory = 0) +"
	" (SELECT count(*) FROM said"
	" WHERE kind = 'face' AND outcome IN ('same', 'suspect')),"
	" (SELECT count(*) FROM said"
	" WHERE kind = 'identity' AND outcome = 'same')",
	"ii",
};
/* Everything that was said of the photo in force. */
static const struct sql_query select_findings = {
	"SELECT findings FROM photo WHERE id = ?1"
	" UNION ALL SELECT findings FROM made WHERE photo_id = ?1",
	"i",
};
/*
 * Warnings that stand in rows of their own: a pair that is perhaps the same, a
 * last outcome of "suspect".  An overruled pair and an outcome that a later
 * one followed warn of nothing any more.
 */
static const struct sql_query count_suspects = {
	"SELECT count(*) FROM comparison WHERE photo_id ="
	" (SELECT photo_id FROM student WHERE id = ?)"
	" AND verdict = 'suspect' AND overruled = ''",
	"i",
};
static const struct sql_query count_outcomes = {
	"SELECT count(*) FROM outcome o WHERE student_id = ?"
	" AND outcome = 'suspect' AND NOT EXISTS (SELECT 1 FROM outcome n"
	" WHERE n.student_id = o.student_id AND n.kind = o.kind"
	" AND n.id > o.id)",
	"i",
};
/*
 * What a table says of a case and what the log's rows give.  Photos that older
 * versions took in have no hash in the log, and nothing to compare.
 */
static const struct sql_query select_wrong = {
	"SELECT s.id, s.xh, 'state', s.state, coalesce((SELECT l.after"
	" FROM log l WHERE l.student_id = s.id AND " STUDENT_LOG_STATE
	" ORDER BY l.seq DESC LIMIT 1), 'listed') AS folded"
	" FROM student s WHERE s.state <> folded"
	" UNION ALL SELECT s.id, s.xh, 'photo',"
	" ifnull((SELECT sha256 FROM photo WHERE id = s.photo_id), '') AS here,"
	" ifnull((SELECT " STUDENT_SHA_OF_LOG " FROM log l"
	" WHERE l.student_id = s.id AND " STUDENT_LOG_PHOTO
	" ORDER BY l.seq DESC LIMIT 1), '') AS folded"
	" FROM student s WHERE here <> folded AND (folded <> '' OR NOT EXISTS"
	" (SELECT 1 FROM log l WHERE l.student_id = s.id"
	" AND l.event IN ('photo', 'replace')))"
	" UNION ALL SELECT s.id, s.xh, 'paid',"
	" (SELECT ifnull(sum(iif(state = 'paid', fen, -fen)), 0) FROM payment"
	" WHERE student_id = s.id) AS here,"
	" (SELECT ifnull(sum(iif(event = 'paid', 1, -1)"
	" * iif(json_valid(detail), json_extract(detail, '$.n'), 0)), 0)"
	" FROM log"
	" WHERE student_id = s.id AND event IN ('paid', 'refunded')) AS folded"
	" FROM student s WHERE here <> folded ORDER BY 1",
	"",
};

struct fold {
	const struct policies *policies;
	struct ledger *ledger;
};

/*
 * Rows in the order they were written.  A clock that was set back gives rows
 * whose time lies before the row above; as_of is asked of each by itself, so
 * the past is what people then saw.
 */
static int fold_row(void *ctx, const struct log_entry *entry, struct error *err)
{
	struct fold *f = ctx;
	struct case_detail detail;
	struct case_detail_row row = {.at = entry->at,
				      .event = entry->event,
				      .after = entry->after,
				      .detail = &detail};
	struct ledger_event event;

	(void)err;
	case_detail_read(entry->detail, &detail);
	if (case_detail_event(&row, &event))
		ledger_fold(f->ledger, f->policies, &event);
	return 0;
}

int ledger_store_read(const struct session *session, long long student_id,
		      date_time as_of, struct ledger *out, struct error *err)
{
	struct policies then;
	struct fold f = {.policies = &session->task->policies, .ledger = out};
	const struct log_standing which = {student_id, as_of};

	ledger_init(out);
	/*
	 * The past is judged by its own rules: with today's limit a student
	 * would have had makes left on a day when he had none.
	 */
	if (as_of != LEDGER_STORE_NOW) {
		if (ledger_store_policies(session, as_of, &then, err) < 0)
			return -1;
		f.policies = &then;
	}
	return log_store_each_standing(session->store, &which, fold_row, &f,
				       err);
}

int ledger_store_policies(const struct session *session, date_time as_of,
			  struct policies *out, struct error *err)
{
	struct task task = *session->task;

	if (as_of != LEDGER_STORE_NOW &&
	    task_store_then(session->store, as_of, &task, err) < 0)
		return -1;
	*out = task.policies;
	return 0;
}

static int read_code(const struct session *session, long long student_id,
		     struct ledger_facts *out, struct error *err)
{
	long long all;
	struct sql q;

	if (sql_open(&q, session->store, &select_code, err, student_id) < 0 ||
	    sql_next(&q, err) < 0)
		return -1;
	all = sql_int(&q, 0);
	snprintf(out->code_fault, sizeof(out->code_fault), "%s",
		 sql_text(&q, 1));
	sql_close(&q);
	if (sql_open(&q, session->store, &select_looks, err, student_id) < 0 ||
	    sql_next(&q, err) < 0)
		return -1;
	out->gate.has_code = all > sql_int(&q, 0);
	snprintf(out->code_look, sizeof(out->code_look), "%s", sql_text(&q, 1));
	sql_close(&q);
	return 0;
}

static int read_enrollment(const struct session *session, long long student_id,
			   struct ledger_facts *out, struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, session->store, &select_enrollment, err, student_id) <
	    0)
		return -1;
	got = sql_next(&q, err);
	if (got <= 0)
		return got;
	snprintf(out->enrollment, sizeof(out->enrollment), "%s",
		 sql_text(&q, 0));
	sql_close(&q);
	return 0;
}

static int read_proofs(const struct session *session,
		       const struct student_row *row, struct ledger_facts *out,
		       struct error *err)
{
	struct sql q;

	if (sql_open(&q, session->store, &select_proofs, err, row->student.id,
		     row->photo_id) < 0 ||
	    sql_next(&q, err) < 0)
		return -1;
	out->gate.has_score = sql_int(&q, 0) > 0;
	out->gate.has_identity = sql_int(&q, 1) > 0;
	sql_close(&q);
	return 0;
}

/* The first finding of the photo that the task wants a reason for. */
static void find_warning(const struct session *session, const char *findings,
			 struct ledger_facts *out)
{
	struct error ignored = ERROR_INIT;
	struct json *array = json_parse(findings, strlen(findings), &ignored);
	const char *code;
	size_t i;

	for (i = 0; array && !out->warning[0] && i < json_count(array); i++) {
		code = json_get_str(json_at(array, i), "code");
		if (code && policy_lists(&session->task->policies,
					 POLICY_WARN_REASON, code))
			snprintf(out->warning, sizeof(out->warning), "%s",
				 code);
	}
	json_free(array);
}

/* Findings that stand in tables of their own and not at the photo. */
static const struct {
	const struct sql_query *query;
	const char *code;
} counted[] = {
	{&count_suspects, "SAM-SUSPECT"},
	{&count_outcomes, "CMP-SUSPECT"},
};

static int count_warnings(const struct session *session, long long student_id,
			  struct ledger_facts *out, struct error *err)
{
	long long n;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(counted) && !out->warning[0]; i++) {
		if (!policy_lists(&session->task->policies, POLICY_WARN_REASON,
				  counted[i].code))
			continue;
		if (sql_get_int(session->store, counted[i].query, &n, err,
				student_id) < 0)
			return -1;
		if (n > 0)
			snprintf(out->warning, sizeof(out->warning), "%s",
				 counted[i].code);
	}
	return 0;
}

static int read_warning(const struct session *session,
			const struct student_row *row, struct ledger_facts *out,
			struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, session->store, &select_findings, err, row->photo_id) <
	    0)
		return -1;
	while ((got = sql_next(&q, err)) > 0)
		find_warning(session, sql_text(&q, 0), out);
	return got < 0 ? -1
		       : count_warnings(session, row->student.id, out, err);
}

/* "source" is whatever can still be made: making has decided that. */
static int read_unfit(const struct session *session,
		      const struct student_row *row, struct ledger_facts *out,
		      struct error *err)
{
	char *profile = path_stem(session->task->accept_profile);
	long long n = 0;
	int result = 0;

	if (row->photo_id && strcmp(profile, "source") != 0)
		result = sql_get_int(session->store, &select_unfit, &n, err,
				     row->photo_id, profile);
	out->gate.unfit = n > 0;
	free(profile);
	return result;
}

int ledger_store_facts(const struct session *session,
		       const struct student_row *row, struct ledger_facts *out,
		       struct error *err)
{
	long long id = row->student.id;

	memset(out, 0, sizeof(*out));
	if (read_code(session, id, out, err) < 0 ||
	    read_enrollment(session, id, out, err) < 0 ||
	    read_proofs(session, row, out, err) < 0 ||
	    read_warning(session, row, out, err) < 0 ||
	    read_unfit(session, row, out, err) < 0)
		return -1;
	/*
	 * The gate's pointers lead into the facts beside it: whoever keeps the
	 * facts keeps what the gate reads.
	 */
	out->gate.state = row->state;
	out->gate.code_fault = out->code_fault[0] ? out->code_fault : NULL;
	out->gate.code_look = out->code_look[0] ? out->code_look : NULL;
	out->gate.has_enrollment = out->enrollment[0] != '\0';
	out->gate.enrollment = out->enrollment[0] ? out->enrollment : NULL;
	out->gate.warning = out->warning[0] ? out->warning : NULL;
	out->gate.identity_exempt = identity_is_exempt(&row->student);
	return 0;
}

int ledger_store_mark(const struct session *session, long long student_id,
		      enum ledger_mark mark, const struct case_detail *detail,
		      struct error *err)
{
	struct buf text = BUF_INIT;
	int result;

	case_detail_write(detail, &text);
	result = log_store_note(session, student_id, ledger_mark_name(mark),
				buf_str(&text), err);
	buf_release(&text);
	return result;
}

int ledger_store_each_wrong(struct store *store, ledger_store_fn fn, void *ctx,
			    struct error *err)
{
	struct ledger_wrong wrong;
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_wrong, err) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		wrong = (struct ledger_wrong){.student_id = sql_int(&q, 0),
					      .number = sql_text(&q, 1),
					      .what = sql_text(&q, 2),
					      .in_table = sql_text(&q, 3),
					      .by_log = sql_text(&q, 4)};
		if (fn(ctx, &wrong, err) < 0) {
			sql_close(&q);
			return -1;
		}
	}
	return got;
}
