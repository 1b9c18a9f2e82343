/* SPDX-License-Identifier: MIT */
#include "store/score_store.h"

#include <math.h>

#include "rules/outcome.h"
#include "store/sql.h"

static const struct sql_query insert_score = {
	"INSERT INTO face_score (student_id, photo_id, score, least, source,"
	" who, at, advisory) VALUES (?, nullif(?, 0), ?, ?, ?, ?, ?, ?)",
	"iirrssti",
};
static const struct sql_query select_last = {
	"SELECT score, least FROM face_score WHERE student_id = ?"
	" AND ifnull(photo_id, 0) = ? AND advisory = ?"
	" ORDER BY id DESC LIMIT 1",
	"iii",
};

static const struct sql_query select_of = {
	"SELECT score, least, at FROM face_score WHERE student_id = ?"
	" AND ifnull(photo_id, 0) IN (0, ?) AND advisory = ? AND at <= ?"
	" ORDER BY id DESC LIMIT 1",
	"iiit",
};
/*
 * Photos that failed, each once:
 *
 *	taken   submissions the same as another photo and not overruled.
 *	        Grouped by what they are the same as: three copies of one
 *	        enrollment photo are one failure.  A photo refused before and
 *	        sent again has failed already.
 *	rest    submissions whose last score is too low or whose last outcome in
 *	        words is bad, unless taken has them.
 */
static const struct sql_query count_fails = {
	"WITH taken AS (SELECT c.photo_id, min(c.other_id) AS other"
	" FROM comparison c JOIN photo p ON p.id = c.photo_id"
	" WHERE p.student_id = ?1 AND p.kind = 'submission'"
	" AND c.verdict = 'same' AND c.overruled = ''"
	" AND c.role NOT IN ('SAM-REJECTED', 'SAM-RESUBMIT')"
	" GROUP BY c.photo_id)"
	" SELECT (SELECT count(DISTINCT other) FROM taken) +"
	" (SELECT count(*) FROM"
	" (SELECT f.photo_id FROM face_score f WHERE f.student_id = ?1"
	" AND f.photo_id IS NOT NULL AND f.score < f.least"
	" AND f.advisory = 0"
	" AND f.id = (SELECT max(id) FROM face_score l"
	" WHERE l.student_id = ?1 AND l.photo_id = f.photo_id"
	" AND l.advisory = 0)"
	" UNION SELECT o.photo_id FROM outcome o WHERE o.student_id = ?1"
	" AND o.photo_id IS NOT NULL AND (o.outcome IN ('notsame', 'invalid')"
	" OR o.outcome = 'suspect' AND ?2)"
	" AND o.id = (SELECT max(id) FROM outcome l"
	" WHERE l.student_id = ?1 AND l.photo_id = o.photo_id"
	" AND l.kind = o.kind))"
	" WHERE photo_id NOT IN (SELECT photo_id FROM taken))",
	"ii",
};

int score_store_of(struct store *store, const struct score_asked *asked,
		   struct score_value *out, struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_of, err, asked->student_id,
		     asked->photo_id, (long long)asked->advisory,
		     asked->until ? asked->until : SESSION_NOW) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got > 0) {
		out->score = sql_real(&q, 0);
		out->least = sql_real(&q, 1);
		if (date_time_parse(sql_text(&q, 2), &out->at) < 0)
			out->at = 0;
		sql_close(&q);
	}
	return got;
}

int score_store_fails(const struct session *session, long long student_id,
		      long long *fails, struct error *err)
{
	return sql_get_int(session->store, &count_fails, fails, err, student_id,
			   (long long)outcome_stops(OUTCOME_SUSPECT,
						    &session->task->policies));
}

/* Whether the last one of exactly this photo says the same. */
static int is_known(struct store *store, const struct score_row *row,
		    bool *known, struct error *err)
{
	struct sql q;
	int got;

	*known = false;
	if (sql_open(&q, store, &select_last, err, row->student_id,
		     row->photo_id, (long long)row->advisory) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got > 0) {
		*known = !islessgreater(sql_real(&q, 0), row->score) &&
			 !islessgreater(sql_real(&q, 1), row->least);
		sql_close(&q);
	}
	return got < 0 ? -1 : 0;
}

int score_store_add(struct store *store, const struct score_row *row,
		    struct error *err)
{
	bool known;

	if (is_known(store, row, &known, err) < 0)
		return -1;
	if (known)
		return 0;
	if (sql_run(store, &insert_score, err, row->student_id, row->photo_id,
		    row->score, row->least, row->source, row->who, row->at,
		    (long long)row->advisory) < 0)
		return -1;
	return 1;
}
