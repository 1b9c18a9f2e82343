/* SPDX-License-Identifier: MIT */
#include "store/score_store.h"

#include "store/sql.h"

static const struct sql_query insert_score = {
	"INSERT INTO face_score (student_id, photo_id, score, least, source,"
	" who, at) VALUES (?, nullif(?, 0), ?, ?, ?, ?, ?)",
	"iirrsst",
};
static const struct sql_query select_last = {
	"SELECT score FROM face_score WHERE student_id = ?"
	" AND ifnull(photo_id, 0) = ? ORDER BY id DESC LIMIT 1",
	"ii",
};

static const struct sql_query select_of = {
	"SELECT score, least FROM face_score WHERE student_id = ?"
	" AND ifnull(photo_id, 0) IN (0, ?) ORDER BY id DESC LIMIT 1",
	"ii",
};
static const struct sql_query count_fails = {
	"WITH taken AS (SELECT c.photo_id, min(c.other_id) AS other"
	" FROM comparison c JOIN photo p ON p.id = c.photo_id"
	" WHERE p.student_id = ?1 AND p.kind = 'submission'"
	" AND c.verdict = 'same' AND c.overruled = ''"
	" AND c.role NOT IN ('SAM-REJECTED', 'SAM-RESUBMIT')"
	" GROUP BY c.photo_id)"
	" SELECT (SELECT count(DISTINCT other) FROM taken) +"
	" (SELECT count(*) FROM face_score f WHERE f.student_id = ?1"
	" AND f.photo_id IS NOT NULL AND f.score < f.least"
	" AND f.id = (SELECT max(id) FROM face_score l"
	" WHERE l.student_id = ?1 AND l.photo_id = f.photo_id)"
	" AND f.photo_id NOT IN (SELECT photo_id FROM taken))",
	"i",
};

int score_store_of(struct store *store, long long student_id,
		   long long photo_id, struct score_value *out,
		   struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_of, err, student_id, photo_id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got > 0) {
		out->score = sql_real(&q, 0);
		out->least = sql_real(&q, 1);
		sql_close(&q);
	}
	return got;
}

int score_store_fails(struct store *store, long long student_id,
		      long long *fails, struct error *err)
{
	return sql_get_int(store, &count_fails, fails, err, student_id);
}

/* The last one of exactly this photo: 1 with *score, 0 none, -1. */
static int last(struct store *store, const struct score_row *row, double *score,
		struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_last, err, row->student_id,
		     row->photo_id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got > 0) {
		*score = sql_real(&q, 0);
		sql_close(&q);
	}
	return got;
}

int score_store_add(struct store *store, const struct score_row *row,
		    struct error *err)
{
	double before = 0;
	int got = last(store, row, &before, err);

	if (got < 0 ||
	    (got > 0 && !(before < row->score) && !(before > row->score)))
		return got < 0 ? -1 : 0;
	if (sql_run(store, &insert_score, err, row->student_id, row->photo_id,
		    row->score, row->least, row->source, row->who, row->at) < 0)
		return -1;
	return 1;
}
