/* SPDX-License-Identifier: MIT */
#include "roster/roster_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "roster/roster_clean.h"
#include "roster/roster_import.h"
#include "roster/roster_other.h"
#include "rules/person_name.h"
#include "rules/roster_row.h"
#include "store/log_store.h"
#include "store/number_store.h"

/* The same road as a cell of a file: what is typed has the same faults. */
static int parse_one(struct roster_clean *clean, struct roster_edit *edit,
		     const char *text, struct error *err)
{
	struct sheet_cell cell = {.type = SHEET_TEXT};
	const char *equal = strchr(text, '=');
	enum student_field field;
	char name[32];

	snprintf(name, sizeof(name), "%.*s", equal ? (int)(equal - text) : 0,
		 text);
	field = student_field_find(name);
	if (!equal || field == STUDENT_FIELD_COUNT)
		return error_set(err, ERROR_USAGE,
				 _("%s: wants FIELD=VALUE with a field such "
				   "as xh, ksh, xm, zjhm, fy, bh"),
				 text);
	edit->assigned |= ROSTER_ROW_BIT(field);
	cell.text = equal + 1;
	roster_clean_cell(clean, &edit->row, field, &cell);
	return 0;
}

int roster_edit_parse(char *const *assignments, int count,
		      struct roster_edit *edit, struct error *err)
{
	struct roster_clean clean = ROSTER_CLEAN_INIT;
	int i;

	*edit = (struct roster_edit)ROSTER_EDIT_INIT;
	edit->row.is_student = true;
	for (i = 0; i < count; i++)
		if (parse_one(&clean, edit, assignments[i], err) < 0)
			return -1;
	return 0;
}

/* As a list that has the columns of what is there and typed, and names. */
static void check_row(const struct session *session, struct roster_row *row,
		      uint64_t assigned)
{
	struct roster_row_rules rules = {.yxdm = session->task->school_code,
					 .columns = assigned |
						    ROSTER_ROW_BIT(STUDENT_xm)};
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		if (row->student.field[i])
			rules.columns |= ROSTER_ROW_BIT(i);
	roster_row_check(row, &rules);
}

/* Why a row cannot be taken, in one line; before: faults it had already. */
static int refuse_faults(const struct roster_row *row,
			 const struct findings *before, struct error *err)
{
	const struct finding *f;
	struct buf text = BUF_INIT;
	size_t i;

	for (i = 0; i < row->findings.n; i++) {
		f = &row->findings.list[i];
		if (f->severity != FINDING_ERROR ||
		    (before && findings_has(before, f->code)))
			continue;
		buf_adds(&text, text.size ? "; " : "");
		finding_text(f, i18n_lang(), &text);
	}
	if (text.size)
		error_set(err, ERROR_INPUT, "%s", buf_str(&text));
	i = text.size;
	buf_release(&text);
	return i ? -1 : 0;
}

/* One person may have two registrations (两个学籍) under one document. */
static bool is_second_registration(const struct student *a,
				   const struct student *b)
{
	static const enum student_field level[] = {STUDENT_cc, STUDENT_rxrq,
						   STUDENT_xllb};
	size_t i;

	if (strcmp(student_get(a, STUDENT_xm), student_get(b, STUDENT_xm)) != 0)
		return false;
	for (i = 0; i < ARRAY_SIZE(level); i++)
		if (strcmp(student_get(a, level[i]),
			   student_get(b, level[i])) != 0)
			return true;
	return false;
}

static int refuse_number(const struct session *session,
			 const struct student *student,
			 enum student_field field, struct error *err)
{
	const struct number_store_search search = {
		field, student_get(student, field), student->id};
	struct student_row other;
	struct buf shown = BUF_INIT;
	long long id;

	if (number_store_other(session, &search, &id, err) < 0)
		return -1;
	if (!id)
		return 0;
	if (student_store_get(session->store, id, &other, err) < 0)
		return -1;
	if (field != STUDENT_zjhm ||
	    !is_second_registration(student, &other.student)) {
		roster_row_show(&shown, field, search.number, false);
		error_set(err, ERROR_INPUT, _("%s %s is another student's: %s"),
			  student_field_label(field), buf_str(&shown),
			  student_get(&other.student, STUDENT_xh));
		id = -1;
	}
	student_store_release(&other);
	buf_release(&shown);
	return id < 0 ? -1 : 0;
}

/* 学号, 考生号 and document, where typed. */
static int refuse_shared(const struct session *session,
			 const struct roster_edit *edit, struct error *err)
{
	static const enum student_field numbers[] = {STUDENT_xh, STUDENT_ksh,
						     STUDENT_zjhm};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++)
		if (edit->assigned & ROSTER_ROW_BIT(numbers[i]) &&
		    refuse_number(session, &edit->row.student, numbers[i],
				  err) < 0)
			return -1;
	return 0;
}

/* Which fields, without what is in them: the log names nobody. */
static int log_edit(const struct session *session,
		    const struct roster_edit *edit, long long id,
		    const char *event, struct error *err)
{
	struct json *detail = json_new_object();
	struct buf names = BUF_INIT;
	char *text;
	int i, result;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		if (edit->assigned & ROSTER_ROW_BIT(i))
			buf_addf(&names, "%s%s", names.size ? " " : "",
				 student_field_name((enum student_field)i));
	json_set_str(detail, "fields", buf_str(&names));
	if (edit->reason)
		json_set_str(detail, "reason", edit->reason);
	text = json_line(detail);
	result = log_store_note(session, id, event, text, err);
	free(text);
	buf_release(&names);
	return result;
}

/* Put would update: somebody's number mistyped must not change the other. */
static int refuse_known(const struct session *session,
			const struct student_entry *entry, struct error *err)
{
	enum student_store_change change;

	if (student_store_compare(session, entry, &change, err) < 0)
		return -1;
	if (change == STUDENT_STORE_NEW)
		return 0;
	return error_set(err, ERROR_POLICY,
			 _("the student is in the roster already; "
			   "`roster set` changes fields"));
}

static int check_new(const struct session *session, struct roster_edit *edit,
		     struct error *err)
{
	if (!policy_bool(&session->task->policies, POLICY_ALLOW_MANUAL_ENTRY))
		return error_set(err, ERROR_POLICY,
				 _("task %s takes nobody by hand; `qctool "
				   "task set allow_manual_entry=yes` "
				   "changes that"),
				 session->task->name);
	check_row(session, &edit->row, edit->assigned);
	if (refuse_faults(&edit->row, NULL, err) < 0)
		return -1;
	return roster_other_check(session, &edit->row, err);
}

/* His log rows begin with the one of his coming. */
static int log_added(const struct session *session,
		     const struct roster_edit *edit, struct error *err)
{
	static const enum student_field numbers[] = {STUDENT_xh, STUDENT_ksh,
						     STUDENT_zjhm};
	const char *number = "";
	struct student_row row;
	long long id;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers) && !*number; i++)
		number = student_get(&edit->row.student, numbers[i]);
	if (student_store_find(session->store, session->task, number, &row,
			       err) <= 0)
		return -1;
	id = row.student.id;
	student_store_release(&row);
	return log_edit(session, edit, id, "roster-add", err);
}

int roster_edit_add(const struct session *session, struct roster_edit *edit,
		    struct error *err)
{
	const struct roster_row *row = &edit->row;
	char *key = roster_import_key(session->task, &row->student);
	struct student_entry entry = {key, &row->student, &row->findings, 0, 0};
	enum student_store_change change;
	int result;

	if (!key)
		return error_set(err, ERROR_USAGE,
				 _("a student wants xh, ksh or zjhm"));
	result = check_new(session, edit, err);
	if (result == 0)
		result = refuse_known(session, &entry, err);
	if (result == 0)
		result = refuse_shared(session, edit, err);
	if (result == 0)
		result = store_begin(session->store, err);
	if (result == 0) {
		result = student_store_put(session, &entry, &change, err);
		if (result == 0)
			result = log_added(session, edit, err);
		result = store_end(session->store, result, session->dry_run,
				   err);
	}
	free(key);
	return result;
}

/* What is not typed stays; before: the faults of the student as he is. */
static void merge(const struct session *session, const struct student *old,
		  struct roster_edit *edit, struct findings *before)
{
	struct roster_row was = ROSTER_ROW_INIT;
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++) {
		student_set(&was.student, (enum student_field)i, old->field[i]);
		if (!(edit->assigned & ROSTER_ROW_BIT(i)))
			student_set(&edit->row.student, (enum student_field)i,
				    old->field[i]);
	}
	edit->row.student.id = old->id;
	check_row(session, &was, 0);
	findings_append(before, &was.findings);
	roster_row_release(&was);
	check_row(session, &edit->row, edit->assigned);
}

static uint64_t emptied_of(const struct roster_edit *edit)
{
	uint64_t bits = 0;
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		if (edit->assigned & ROSTER_ROW_BIT(i) &&
		    !*student_get(&edit->row.student, (enum student_field)i))
			bits |= ROSTER_ROW_BIT(i);
	return bits;
}

/* Under the old key, so that it is this student; then the new key. */
static int write_fields(const struct session *session,
			const struct roster_edit *edit, const char *event,
			struct error *err)
{
	const struct student *student = &edit->row.student;
	char *old = student_store_key(session->store, student->id, err);
	char *key = roster_import_key(session->task, student);
	struct student_entry entry = {old, student, &edit->row.findings, 0,
				      emptied_of(edit)};
	enum student_store_change change;
	int result =
		old ? student_store_put(session, &entry, &change, err) : -1;

	if (result == 0 && strcmp(old, key) != 0)
		result = number_store_set_key(session->store, student->id, key,
					      err);
	if (result == 0)
		result = log_edit(session, edit, student->id, event, err);
	free(old);
	free(key);
	return result;
}

static int check_change(const struct session *session,
			const struct student_row *old, struct roster_edit *edit,
			struct error *err)
{
	struct findings before = FINDINGS_INIT;
	int result;

	merge(session, &old->student, edit, &before);
	result = refuse_faults(&edit->row, &before, err);
	findings_release(&before);
	if (result == 0 && !*student_get(&edit->row.student, STUDENT_xh) &&
	    !*student_get(&edit->row.student, STUDENT_ksh) &&
	    !*student_get(&edit->row.student, STUDENT_zjhm))
		result = error_set(err, ERROR_INPUT,
				   _("a student wants xh, ksh or zjhm"));
	return result == 0 ? refuse_shared(session, edit, err) : -1;
}

static int change_student(const struct session *session,
			  const struct student_row *old,
			  struct roster_edit *edit, const char *event,
			  struct error *err)
{
	if (check_change(session, old, edit, err) < 0 ||
	    store_begin(session->store, err) < 0)
		return -1;
	return store_end(session->store,
			 write_fields(session, edit, event, err),
			 session->dry_run, err);
}

int roster_edit_put(const struct session *session,
		    const struct student_row *old, struct roster_edit *edit,
		    struct error *err)
{
	if (check_change(session, old, edit, err) < 0)
		return -1;
	return write_fields(session, edit, "roster-set", err);
}

int roster_edit_set(const struct session *session, long long student_id,
		    struct roster_edit *edit, struct error *err)
{
	struct student_row old;
	int result;

	if (student_store_get(session->store, student_id, &old, err) < 0)
		return -1;
	result = change_student(session, &old, edit, "roster-set", err);
	student_store_release(&old);
	return result;
}

/* To the 曾用名 there are, where every matching by name looks. */
int roster_edit_alias(const struct session *session, long long student_id,
		      const char *name, struct error *err)
{
	struct roster_edit edit = ROSTER_EDIT_INIT;
	struct student_row old;
	struct buf text = BUF_INIT;
	const char *names;
	char *word;
	int result;

	if (student_store_get(session->store, student_id, &old, err) < 0)
		return -1;
	names = student_get(&old.student, STUDENT_cym);
	buf_addf(&text, "cym=%s%s%s", names, *names ? "、" : "", name);
	word = text.data;
	result = roster_edit_parse(&word, 1, &edit, err);
	if (result == 0 &&
	    person_name_same(name, student_get(&old.student, STUDENT_xm),
			     names) == PERSON_NAME_DIFFERENT)
		result = change_student(session, &old, &edit, "roster-alias",
					err);
	roster_row_release(&edit.row);
	buf_release(&text);
	student_store_release(&old);
	return result;
}

int roster_edit_remove(const struct session *session, long long student_id,
		       struct error *err)
{
	int result;

	if (store_begin(session->store, err) < 0)
		return -1;
	result = student_store_remove(session->store, student_id, err);
	if (result == 0)
		result = log_store_note(session, student_id, "roster-remove",
					NULL, err);
	return store_end(session->store, result, session->dry_run, err);
}
