/* SPDX-License-Identifier: MIT */
#include "store/student_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/sql.h"
#include "store/student_columns.h"

static const char insert_student[] =
	"INSERT INTO student (task_id, key, " STUDENT_COLUMNS
	" source_row, findings, state_since, imported_at)"
	" VALUES (?, ?, " STUDENT_MARKS " ?, ?, ?, ?)"
	" ON CONFLICT (task_id, key) DO NOTHING";
static const char select_by_key[] =
	"SELECT " STUDENT_SELECT " WHERE s.task_id = ? AND s.key = ?";
static const char select_by_id[] = "SELECT " STUDENT_SELECT " WHERE s.id = ?";
static const char select_by_number[] =
	"SELECT " STUDENT_SELECT
	" WHERE s.task_id = ?1 AND (s.xh = ?2 OR s.ksh = ?2 OR s.zjhm = ?2)"
	" ORDER BY s.id";
static const char select_filtered[] =
	"SELECT " STUDENT_SELECT " WHERE s.task_id = ?1"
	" AND (?2 IS NULL OR s.fy = ?2)"
	" AND (?3 IS NULL OR s.bh = ?3)"
	" AND (?4 IS NULL OR s.cc = ?4)"
	" AND (?5 IS NULL OR instr(',' || ?5 || ',', ',' || s.state || ','))"
	" AND (?6 IS NULL OR s.state_since >= ?6)"
	" AND (?7 IS NULL OR EXISTS (SELECT 1 FROM json_each(s.findings) f"
	"   WHERE json_extract(f.value, '$.code') = ?7)"
	"  OR EXISTS (SELECT 1 FROM photo p, json_each(p.findings) f"
	"   WHERE p.student_id = s.id AND p.state = 'current'"
	"   AND json_extract(f.value, '$.code') = ?7)"
	"  OR EXISTS (SELECT 1 FROM photo p JOIN made m ON m.photo_id = p.id,"
	"   json_each(m.findings) f WHERE p.student_id = s.id"
	"   AND p.state = 'current'"
	"   AND json_extract(f.value, '$.code') = ?7)"
	"  OR EXISTS (SELECT 1 FROM comparison c WHERE c.photo_id = s.photo_id"
	"   AND ((c.verdict = 'same' AND c.role = ?7)"
	"    OR (c.verdict = 'suspect' AND ?7 = 'SAM-SUSPECT'))))"
	" ORDER BY s.fy, s.bh, s.xh, s.id";
static const char update_findings[] =
	"UPDATE student SET source_row = ?, findings = ? WHERE id = ?";
static const char insert_change[] =
	"INSERT INTO student_change (student_id, at, field, before, after)"
	" VALUES (?, ?, ?, ?, ?)";
static const char select_key[] = "SELECT key FROM student WHERE id = ?";
static const char count_students[] =
	"SELECT count(*) FROM student WHERE task_id = ?";
static const char update_state[] =
	"UPDATE student SET state = ?, note = ?, state_since = ?"
	" WHERE id = ?";
static const char update_photo[] =
	"UPDATE student SET photo_id = nullif(?, 0) WHERE id = ?";
static const char insert_alias[] =
	"INSERT OR IGNORE INTO student_alias (student_id, name)"
	" VALUES (?, ?)";
static const char count_material[] =
	"SELECT (SELECT count(*) FROM photo WHERE student_id = ?1)"
	" + (SELECT count(*) FROM code WHERE student_id = ?1)"
	" + (SELECT count(*) FROM decision WHERE student_id = ?1)";
static const char delete_changes[] =
	"DELETE FROM student_change WHERE student_id = ?";
static const char delete_aliases[] =
	"DELETE FROM student_alias WHERE student_id = ?";
static const char delete_student[] = "DELETE FROM student WHERE id = ?";
static const char put_column[] =
	"INSERT INTO task_column (task_id, title, field) VALUES (?, ?, ?)"
	" ON CONFLICT (task_id, title) DO UPDATE SET field = excluded.field";
static const char select_columns[] =
	"SELECT title, field FROM task_column WHERE task_id = ?"
	" ORDER BY title";

/* One statement a field: column names cannot be bound. */
static const char *const update_field[] = {
#define STUDENT_UPDATE(id, title) "UPDATE student SET " #id " = ? WHERE id = ?",
	STUDENT_FIELDS(STUDENT_UPDATE)
#undef STUDENT_UPDATE
};

void student_store_release(struct student_row *row)
{
	student_release(&row->student);
	free(row->note);
	free(row->findings);
	row->note = row->findings = NULL;
}

static void read_row(const struct sql *q, struct student_row *row)
{
	int i, after = STUDENT_COLUMN_FIRST + STUDENT_FIELD_COUNT;

	memset(row, 0, sizeof(*row));
	row->student.id = sql_int(q, 0);
	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		student_set(&row->student, (enum student_field)i,
			    sql_text(q, STUDENT_COLUMN_FIRST + i));
	row->state = case_state_find(sql_text(q, after));
	snprintf(row->state_since, sizeof(row->state_since), "%s",
		 sql_text(q, after + 1));
	row->note = mem_xstrdup(sql_text(q, after + 2));
	row->findings = mem_xstrdup(sql_text(q, after + 3));
	row->source_row = (long)sql_int(q, after + 4);
	row->photo_id = sql_int(q, after + 5);
}

static char *findings_text(const struct findings *findings)
{
	struct buf text = BUF_INIT;
	struct json *array;

	if (!findings || !findings->n)
		return mem_xstrdup("[]");
	array = findings_json(findings);
	json_write(array, &text);
	json_free(array);
	return buf_detach(&text, NULL);
}

/* One row of a roster on its way in. */
struct put {
	struct store *store;
	const struct task *task;
	const struct student *student;
	const char *key;
	char *findings;
	long source_row;
	date_time now;
	char at[26]; /* now as text */
	bool dry;
};

/* *change stays as it is when the key is there already. */
static int insert(const struct put *p, enum student_store_change *change,
		  struct error *err)
{
#define STUDENT_ARG(id, title) student_get(p->student, STUDENT_##id),
	if (sql_run(p->store, err, insert_student, "is" STUDENT_FORMAT "isss",
		    p->task->id, p->key,
		    STUDENT_FIELDS(STUDENT_ARG)(long long) p->source_row,
		    p->findings, p->at, p->at) < 0)
		return -1;
#undef STUDENT_ARG
	if (sql_changes(p->store))
		*change = STUDENT_STORE_NEW;
	return 0;
}

static int change_field(struct store *store, const struct student_row *old,
			enum student_field field, const char *after,
			date_time now, struct error *err)
{
	if (sql_run(store, err, insert_change, "itsss", old->student.id, now,
		    student_field_name(field),
		    student_get(&old->student, field), after) < 0)
		return -1;
	return sql_run(store, err, update_field[field], "si", after,
		       old->student.id);
}

static int update_fields(const struct put *p, const struct student_row *old,
			 enum student_store_change *change, struct error *err)
{
	const char *after;
	int i;

	*change = STUDENT_STORE_SAME;
	for (i = 0; i < STUDENT_FIELD_COUNT; i++) {
		after = p->student->field[i];
		if (!after ||
		    strcmp(after, student_get(&old->student,
					      (enum student_field)i)) == 0)
			continue;
		*change = STUDENT_STORE_CHANGED;
		if (!p->dry &&
		    change_field(p->store, old, (enum student_field)i, after,
				 p->now, err) < 0)
			return -1;
	}
	return 0;
}

static int update(const struct put *p, const struct student_row *old,
		  enum student_store_change *change, struct error *err)
{
	if (update_fields(p, old, change, err) < 0)
		return -1;
	if (p->dry || (*change == STUDENT_STORE_SAME &&
		       strcmp(old->findings, p->findings) == 0))
		return 0;
	return sql_run(p->store, err, update_findings, "isi",
		       (long long)p->source_row, p->findings, old->student.id);
}

/* Inserting comes first: rows of a first import need no look before. */
static int put(const struct put *p, enum student_store_change *change,
	       struct error *err)
{
	struct student_row old;
	struct sql q;
	int got, result;

	*change = STUDENT_STORE_SAME;
	if (!p->dry && insert(p, change, err) < 0)
		return -1;
	if (*change == STUDENT_STORE_NEW)
		return 0;
	if (sql_open(&q, p->store, err, select_by_key, "is", p->task->id,
		     p->key) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got == 0)
		*change = STUDENT_STORE_NEW;
	if (got <= 0)
		return got;
	read_row(&q, &old);
	sql_close(&q);
	result = update(p, &old, change, err);
	student_store_release(&old);
	return result;
}

int student_store_put(struct store *store, const struct task *task,
		      const char *key, const struct student *student,
		      const struct findings *findings, long source_row,
		      date_time now, bool dry,
		      enum student_store_change *change, struct error *err)
{
	struct put p = {.store = store,
			.task = task,
			.student = student,
			.key = key,
			.findings = findings_text(findings),
			.source_row = source_row,
			.now = now,
			.dry = dry};
	int result;

	date_time_format(now, p.at);
	result = put(&p, change, err);
	free(p.findings);
	return result;
}

int student_store_remove(struct store *store, long long id, struct error *err)
{
	long long n;

	if (sql_get_int(store, &n, 0, err, count_material, "i", id) < 0)
		return -1;
	if (n)
		return error_set(err, ERROR_POLICY,
				 _("the student has photos, codes or "
				   "decisions; close the case instead"));
	if (sql_run(store, err, delete_changes, "i", id) < 0 ||
	    sql_run(store, err, delete_aliases, "i", id) < 0)
		return -1;
	return sql_run(store, err, delete_student, "i", id);
}

/* Whether one of the numbers of --ids or the operands is the student's. */
static bool in_ids(const struct case_filter *filter, const struct student *s)
{
	int i;

	if (!filter->ids)
		return true;
	for (i = 0; i < filter->id_count; i++)
		if (strcmp(filter->ids[i], student_get(s, STUDENT_xh)) == 0 ||
		    strcmp(filter->ids[i], student_get(s, STUDENT_ksh)) == 0 ||
		    strcmp(filter->ids[i], student_get(s, STUDENT_zjhm)) == 0)
			return true;
	return false;
}

int student_store_each(struct store *store, const struct task *task,
		       const struct case_filter *filter, student_store_fn fn,
		       void *ctx, struct error *err)
{
	static const struct case_filter all = {NULL};
	struct student_row row;
	struct sql q;
	int got, result;

	if (!filter)
		filter = &all;
	if (sql_open(&q, store, err, select_filtered, "issssss", task->id,
		     filter->college, filter->class_name, filter->level,
		     filter->state, filter->since, filter->finding) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		read_row(&q, &row);
		result = in_ids(filter, &row.student) ? fn(ctx, &row, err) : 0;
		student_store_release(&row);
		if (result != 0) {
			sql_close(&q);
			return result;
		}
	}
	return got;
}

int student_store_find(struct store *store, const struct task *task,
		       const char *number, struct student_row *out,
		       struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, err, select_by_number, "is", task->id, number) <
	    0)
		return -1;
	got = sql_next(&q, err);
	if (got <= 0)
		return got;
	read_row(&q, out);
	got = sql_next(&q, err);
	sql_close(&q);
	if (got == 0)
		return 1;
	student_store_release(out);
	if (got < 0)
		return -1;
	return error_set(err, ERROR_POLICY,
			 _("several students have this number; use another "
			   "of their numbers"));
}

int student_store_get(struct store *store, long long id,
		      struct student_row *out, struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, err, select_by_id, "i", id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got > 0)
		read_row(&q, out);
	sql_close(&q);
	if (got == 0)
		return error_set(err, ERROR_STORE,
				 _("the store has no student %lld"), id);
	return got < 0 ? -1 : 0;
}

char *student_store_key(struct store *store, long long id, struct error *err)
{
	char *key = NULL;
	struct sql q;

	if (sql_open(&q, store, err, select_key, "i", id) < 0)
		return NULL;
	if (sql_next(&q, err) > 0)
		key = mem_xstrdup(sql_text(&q, 0));
	else
		error_set(err, ERROR_STORE, _("the store has no student %lld"),
			  id);
	sql_close(&q);
	return key;
}

int student_store_count(struct store *store, const struct task *task,
			long *count, struct error *err)
{
	long long n;
	int result =
		sql_get_int(store, &n, 0, err, count_students, "i", task->id);

	*count = (long)n;
	return result;
}

int student_store_set_state(struct store *store, long long id,
			    enum case_state state, const char *note,
			    date_time now, struct error *err)
{
	return sql_run(store, err, update_state, "ssti", case_state_name(state),
		       note ? note : "", now, id);
}

int student_store_set_photo(struct store *store, long long id,
			    long long photo_id, struct error *err)
{
	return sql_run(store, err, update_photo, "ii", photo_id, id);
}

int student_store_add_alias(struct store *store, long long id, const char *name,
			    struct error *err)
{
	return sql_run(store, err, insert_alias, "is", id, name);
}

int student_store_set_column(struct store *store, const struct task *task,
			     const char *title, const char *field,
			     struct error *err)
{
	return sql_run(store, err, put_column, "iss", task->id, title, field);
}

int student_store_each_column(struct store *store, const struct task *task,
			      student_store_column_fn fn, void *ctx,
			      struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, err, select_columns, "i", task->id) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0)
		if (fn(ctx, sql_text(&q, 0), sql_text(&q, 1), err) != 0) {
			sql_close(&q);
			return -1;
		}
	return got;
}
