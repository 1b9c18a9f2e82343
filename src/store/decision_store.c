/* SPDX-License-Identifier: MIT */
#include "store/decision_store.h"

#include "store/sql.h"

/*
 * Beside the log, which has the same words in its chain: the row ties the
 * decision to the photo it was about, and a student with one is not removed
 * from the roster (student_store_remove).
 */
static const struct sql_query insert_decision = {
	"INSERT INTO decision (student_id, photo_id, decision, reasons, note,"
	" who, at) VALUES (?, nullif(?, 0), ?, ?, ?, ?, ?)",
	"iisssst",
};

int decision_store_add(struct store *store, const struct decision_row *row,
		       struct error *err)
{
	return sql_run(store, &insert_decision, err, row->student_id,
		       row->photo_id, row->decision,
		       row->reasons ? row->reasons : "",
		       row->note ? row->note : "", row->who, row->at);
}
