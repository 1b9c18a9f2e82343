/* SPDX-License-Identifier: MIT */
#include "store/outcome_store.h"

#include "store/sql.h"

static const struct sql_query insert_outcome = {
	"INSERT INTO outcome (student_id, photo_id, kind, outcome, source,"
	" who, at) VALUES (?, nullif(?, 0), ?, ?, ?, ?, ?)",
	"iisssst",
};
/*
 * Of exactly this photo: an outcome of the student as a whole does not make
 * one of his photo known.
 */
static const struct sql_query select_last = {
	"SELECT outcome FROM outcome WHERE student_id = ?"
	" AND ifnull(photo_id, 0) = ? AND kind = ? ORDER BY id DESC LIMIT 1",
	"iis",
};
/*
 * An outcome without a photo was said of the student and holds for any photo
 * of his; one with a photo holds for that photo alone.
 */
static const struct sql_query select_of = {
	"SELECT outcome, at FROM outcome WHERE student_id = ?"
	" AND ifnull(photo_id, 0) IN (0, ?) AND kind = ?"
	" AND at <= ? ORDER BY id DESC LIMIT 1",
	"iist",
};

static int find(struct store *store, const struct sql_query *query,
		const struct outcome_row *of, struct sql *q, struct error *err)
{
	if (sql_open(q, store, query, err, of->student_id, of->photo_id,
		     outcome_kind_name(of->kind),
		     of->at ? of->at : SESSION_NOW) < 0)
		return -1;
	return sql_next(q, err);
}

int outcome_store_of(struct store *store, struct outcome_row *asked,
		     struct error *err)
{
	struct sql q;
	int got = find(store, &select_of, asked, &q, err);

	asked->outcome = OUTCOME_NONE;
	if (got <= 0)
		return got;
	asked->outcome = outcome_find(sql_text(&q, 0));
	if (date_time_parse(sql_text(&q, 1), &asked->at) < 0)
		asked->at = 0;
	sql_close(&q);
	return 1;
}

int outcome_store_add(struct store *store, const struct outcome_row *row,
		      struct error *err)
{
	enum outcome before = OUTCOME_NONE;
	struct sql q;
	int got = find(store, &select_last, row, &q, err);

	if (got < 0)
		return -1;
	if (got > 0) {
		before = outcome_find(sql_text(&q, 0));
		sql_close(&q);
	}
	/*
	 * The same list imported again adds nothing; a changed mind adds a
	 * row, and the earlier word stays to be read with --at.
	 */
	if (before == row->outcome)
		return 0;
	if (sql_run(store, &insert_outcome, err, row->student_id, row->photo_id,
		    outcome_kind_name(row->kind), outcome_name(row->outcome),
		    row->source, row->who, row->at) < 0)
		return -1;
	return 1;
}
