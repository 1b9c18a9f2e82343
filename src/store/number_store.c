/* SPDX-License-Identifier: MIT */
#include "store/number_store.h"

#include <string.h>

#include "base/error.h"
#include "store/sql.h"

static const struct sql_query select_xh = {
	"SELECT id FROM student WHERE task_id = ? AND xh = ? AND id <> ?"
	" ORDER BY id LIMIT 1",
	"isi",
};
static const struct sql_query select_ksh = {
	"SELECT id FROM student WHERE task_id = ? AND ksh = ? AND id <> ?"
	" ORDER BY id LIMIT 1",
	"isi",
};
static const struct sql_query select_zjhm = {
	"SELECT id FROM student WHERE task_id = ? AND zjhm = ? AND id <> ?"
	" ORDER BY id LIMIT 1",
	"isi",
};
static const struct sql_query update_key = {
	"UPDATE student SET key = ? WHERE id = ?",
	"si",
};
/*
 * One document number may be one person's with two registrations (两个学籍),
 * who then has one name.  Whichever of the two SQLite looks at first must not
 * be empty: a roster without exam numbers has as many equal ones as students.
 */
static const struct sql_query select_wrong = {
	"SELECT b.xh, b.id, 'xh', a.xh FROM student a JOIN student b"
	" ON a.task_id = b.task_id AND a.xh = b.xh AND a.id < b.id"
	" WHERE a.xh <> '' AND b.xh <> ''"
	" UNION ALL"
	" SELECT b.xh, b.id, 'ksh', a.xh FROM student a JOIN student b"
	" ON a.task_id = b.task_id AND a.ksh = b.ksh AND a.id < b.id"
	" WHERE a.ksh <> '' AND b.ksh <> ''"
	" UNION ALL"
	" SELECT b.xh, b.id, 'zjhm', a.xh FROM student a JOIN student b"
	" ON a.task_id = b.task_id AND a.zjhm = b.zjhm AND a.id < b.id"
	" WHERE a.zjhm <> '' AND b.zjhm <> '' AND a.xm <> b.xm"
	" UNION ALL"
	" SELECT xh, id, 'key', key FROM student"
	" WHERE key NOT IN ('xh:' || xh, 'ksh:' || ksh, 'zjhm:' || zjhm)"
	" ORDER BY 2, 3",
	"",
};

int number_store_other(const struct session *session,
		       const struct number_store_search *search, long long *id,
		       struct error *err)
{
	const struct sql_query *query = search->field == STUDENT_xh ? &select_xh
					: search->field == STUDENT_ksh
						? &select_ksh
						: &select_zjhm;

	*id = 0;
	if (!*search->number)
		return 0;
	return sql_get_int(session->store, query, id, err, session->task->id,
			   search->number, search->except);
}

int number_store_set_key(struct store *store, long long id, const char *key,
			 struct error *err)
{
	return sql_run(store, &update_key, err, key, id);
}

int number_store_each_wrong(struct store *store, number_store_fn fn, void *ctx,
			    struct error *err)
{
	struct number_store_wrong wrong;
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_wrong, err) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		wrong.xh = sql_text(&q, 0);
		wrong.student_id = sql_int(&q, 1);
		wrong.field = sql_text(&q, 2);
		wrong.value = sql_text(&q, 3);
		if (fn(ctx, &wrong, err) < 0) {
			sql_close(&q);
			return -1;
		}
	}
	return got;
}
