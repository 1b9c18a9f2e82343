/* SPDX-License-Identifier: MIT */
#include "store/decision_store.h"

#include <stdio.h>

#include "store/sql.h"

/*
 * Beside the log, which has the same words in its chain: the row ties the
 * decision to the photo it was about, and a student with one is not removed
 * from the roster (student_store_remove).  What was made of the photo by then
 * is what was looked at: only that may leave.
 */
static const struct sql_query insert_decision = {
	"INSERT INTO decision (student_id, photo_id, decision, reasons, note,"
	" who, at, made_sha256) VALUES (?1, nullif(?2, 0), ?3, ?4, ?5, ?6, ?7,"
	" coalesce((SELECT m.sha256 FROM made m JOIN photo p"
	" ON p.id = m.photo_id JOIN task t ON t.id = p.task_id"
	" WHERE m.photo_id = ?2 AND m.profile = t.output_profile), ''))",
	"iisssst",
};
static const struct sql_query select_approved = {
	"SELECT made_sha256 FROM decision WHERE student_id = ?"
	" AND photo_id = ? AND decision = 'approve' ORDER BY id DESC LIMIT 1",
	"ii",
};

int decision_store_add(struct store *store, const struct decision_row *row,
		       struct error *err)
{
	return sql_run(store, &insert_decision, err, row->student_id,
		       row->photo_id, row->decision,
		       row->reasons ? row->reasons : "",
		       row->note ? row->note : "", row->who, row->at);
}

int decision_store_approved(struct store *store, long long student_id,
			    long long photo_id, char sha256[SHA256_HEX],
			    struct error *err)
{
	struct sql q;
	int got;

	sha256[0] = '\0';
	if (sql_open(&q, store, &select_approved, err, student_id, photo_id) <
	    0)
		return -1;
	got = sql_next(&q, err);
	if (got > 0)
		snprintf(sha256, SHA256_HEX, "%s", sql_text(&q, 0));
	sql_close(&q);
	return got < 0 ? -1 : 0;
}
