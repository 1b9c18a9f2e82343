/* SPDX-License-Identifier: MIT */
#include "store/refused_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "store/sql.h"

/*
 * By the list: each import says anew which of its rows are left out, and what
 * was put right since must not be reported any more.
 */
static const struct sql_query delete_source = {
	"DELETE FROM refused_row WHERE task_id = ? AND list = ? AND source = ?",
	"iss",
};
static const struct sql_query insert_row = {
	"INSERT INTO refused_row (task_id, list, source, source_row, xh, ksh,"
	" zjhm, xm, fields, findings, at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"ississsssst",
};
/*
 * An empty number is nobody's.  One question a number: with OR between them
 * every refused row was held against every student of the task.
 */
#define OF_A_STUDENT(field)                                                    \
	"(r." field " <> '' AND EXISTS (SELECT 1 FROM student s"               \
	" WHERE s.task_id = ?1 AND s." field " = r." field "))"
static const struct sql_query select_rows = {
	"SELECT source, source_row, fields, findings, at, list"
	" FROM refused_row r WHERE task_id = ?1 AND (list = 'payments'"
	" OR NOT (" OF_A_STUDENT("xh") " OR " OF_A_STUDENT(
		"ksh") " OR " OF_A_STUDENT("zjhm") "))"
						   " ORDER BY list DESC, "
						   "source, source_row, id",
	"i",
};

/* As the column has them. */
static const char *const lists[] = {
	[REFUSED_ROSTER] = "roster",
	[REFUSED_PAYMENTS] = "payments",
};

int refused_store_forget(const struct session *session, enum refused_list list,
			 const char *source, struct error *err)
{
	return sql_run(session->store, &delete_source, err, session->task->id,
		       lists[list], source);
}

/*
 * Fields as JSON and not as columns: a refused row is only read as a whole, but
 * for what is to be hidden of it.
 */
static char *fields_text(const struct student *student)
{
	struct json *object = json_new_object();
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		if (student->field[i])
			json_set_str(object,
				     student_field_name((enum student_field)i),
				     student->field[i]);
	return json_line(object);
}

int refused_store_add(const struct session *session,
		      const struct refused_row *row, struct error *err)
{
	char *fields = fields_text(row->student);
	char *findings = findings_json_text(row->findings);
	int result = sql_run(session->store, &insert_row, err,
			     session->task->id, lists[row->list], row->source,
			     (long long)row->source_row,
			     student_get(row->student, STUDENT_xh),
			     student_get(row->student, STUDENT_ksh),
			     student_get(row->student, STUDENT_zjhm),
			     student_get(row->student, STUDENT_xm), fields,
			     findings, session->now);

	free(fields);
	free(findings);
	return result;
}

static void read_fields(const char *text, struct student *student)
{
	struct error ignored = ERROR_INIT;
	struct json *object = json_parse(text, strlen(text), &ignored);
	int i;

	for (i = 0; object && i < STUDENT_FIELD_COUNT; i++)
		student_set(student, (enum student_field)i,
			    json_get_str(
				    object,
				    student_field_name((enum student_field)i)));
	json_free(object);
}

static int give_row(const struct sql *q, refused_store_fn fn, void *ctx,
		    struct error *err)
{
	struct student student = {0};
	struct findings findings = FINDINGS_INIT;
	struct refused_row row = {REFUSED_ROSTER, sql_text(q, 0),
				  (long)sql_int(q, 1), &student, &findings};
	int result;

	if (strcmp(sql_text(q, 5), lists[REFUSED_PAYMENTS]) == 0)
		row.list = REFUSED_PAYMENTS;
	read_fields(sql_text(q, 2), &student);
	findings_from_text(sql_text(q, 3), &findings);
	result = fn(ctx, &row, err);
	student_release(&student);
	findings_release(&findings);
	return result;
}

int refused_store_each(const struct session *session, refused_store_fn fn,
		       void *ctx, struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, session->store, &select_rows, err, session->task->id) <
	    0)
		return -1;
	while ((got = sql_next(&q, err)) > 0)
		if (session_sees(session, sql_text(&q, 4)) &&
		    give_row(&q, fn, ctx, err) < 0) {
			sql_close(&q);
			return -1;
		}
	return got;
}
