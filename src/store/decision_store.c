/* SPDX-License-Identifier: MIT */
#include "store/decision_store.h"

#include "store/sql.h"

static const char insert_decision[] =
	"INSERT INTO decision (student_id, photo_id, decision, reasons, note,"
	" who, at) VALUES (?, nullif(?, 0), ?, ?, ?, ?, ?)";
static const char select_decisions[] =
	"SELECT student_id, ifnull(photo_id, 0), decision, reasons, note,"
	" who, at FROM decision WHERE student_id = ? ORDER BY id";

int decision_store_add(struct store *store, const struct decision_row *row,
		       struct error *err)
{
	return sql_run(store, err, insert_decision,
		       "iissss"
		       "t",
		       row->student_id, row->photo_id, row->decision,
		       row->reasons ? row->reasons : "",
		       row->note ? row->note : "", row->who, row->at);
}

int decision_store_each(struct store *store, long long student_id,
			decision_store_fn fn, void *ctx, struct error *err)
{
	struct decision_row row;
	struct sql q;
	int got;

	if (sql_open(&q, store, err, select_decisions, "i", student_id) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		row.student_id = sql_int(&q, 0);
		row.photo_id = sql_int(&q, 1);
		row.decision = sql_text(&q, 2);
		row.reasons = sql_text(&q, 3);
		row.note = sql_text(&q, 4);
		row.who = sql_text(&q, 5);
		row.at = 0;
		date_time_parse(sql_text(&q, 6), &row.at);
		if (fn(ctx, &row, err) != 0) {
			sql_close(&q);
			return -1;
		}
	}
	return got;
}
