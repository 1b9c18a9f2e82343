/* SPDX-License-Identifier: MIT */
#include "roster/roster_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "roster/roster_clean.h"
#include "roster/roster_import.h"
#include "rules/person_name.h"
#include "rules/roster_row.h"
#include "store/log_store.h"

/* The same road as a cell of a file: what is typed has the same faults. */
static int parse_one(struct roster_clean *clean, struct roster_row *row,
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
	cell.text = equal + 1;
	roster_clean_cell(clean, row, field, &cell);
	return 0;
}

int roster_edit_parse(const struct task *task, char *const *assignments,
		      int count, struct roster_row *row, struct error *err)
{
	struct roster_clean clean = ROSTER_CLEAN_INIT;
	struct roster_row_rules rules = {.yxdm = task->school_code};
	int i;

	*row = (struct roster_row)ROSTER_ROW_INIT;
	row->is_student = true;
	for (i = 0; i < count; i++)
		if (parse_one(&clean, row, assignments[i], err) < 0)
			return -1;
	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		if (row->student.field[i])
			rules.columns |= ROSTER_ROW_BIT(i);
	roster_row_check(row, &rules);
	return 0;
}

/* Why a row cannot be taken, in one line. */
static int refuse(const struct roster_row *row, struct error *err)
{
	struct buf text = BUF_INIT;
	size_t i;

	for (i = 0; i < row->findings.n; i++) {
		if (row->findings.list[i].severity != FINDING_ERROR)
			continue;
		buf_adds(&text, text.size ? "; " : "");
		finding_text(&row->findings.list[i], i18n_lang(), &text);
	}
	error_set(err, ERROR_INPUT, "%s", buf_str(&text));
	buf_release(&text);
	return -1;
}

/* Put would update: somebody's number mistyped must not change the other. */
static int put_new(const struct session *session,
		   const struct student_entry *entry, struct error *err)
{
	enum student_store_change change;

	if (student_store_compare(session, entry, &change, err) < 0)
		return -1;
	if (change != STUDENT_STORE_NEW)
		return error_set(err, ERROR_POLICY,
				 _("the student is in the roster already; "
				   "`roster set` changes fields"));
	return student_store_put(session, entry, &change, err);
}

int roster_edit_add(const struct session *session, const struct roster_row *row,
		    struct error *err)
{
	char *key = roster_import_key(session->task, &row->student);
	struct student_entry entry = {key, &row->student, &row->findings, 0};
	int result;

	if (!key)
		return error_set(err, ERROR_USAGE,
				 _("a student wants xh, ksh or zjhm"));
	if (!policy_bool(&session->task->policies, POLICY_ALLOW_MANUAL_ENTRY))
		result = error_set(err, ERROR_POLICY,
				   _("task %s takes nobody by hand; `qctool "
				     "task set allow_manual_entry=yes` "
				     "changes that"),
				   session->task->name);
	else if (roster_row_status(row) == ROSTER_ROW_ERROR)
		result = refuse(row, err);
	else
		result = store_begin(session->store, err);
	if (result == 0) {
		result = put_new(session, &entry, err);
		if (result == 0)
			result = log_store_note(session, 0, "roster-add", NULL,
						err);
		result = store_end(session->store, result, session->dry_run,
				   err);
	}
	free(key);
	return result;
}

static int set_fields(const struct session *session,
		      const struct student_row *old,
		      const struct roster_row *row, const char *event,
		      struct error *err)
{
	char *key = student_store_key(session->store, old->student.id, err);
	struct student_entry entry = {key, &row->student, &row->findings, 0};
	enum student_store_change change;
	int result =
		key ? student_store_put(session, &entry, &change, err) : -1;

	free(key);
	if (result == 0)
		result = log_store_note(session, old->student.id, event, NULL,
					err);
	return result;
}

static int change_student(const struct session *session,
			  const struct student_row *old,
			  const struct roster_row *row, const char *event,
			  struct error *err)
{
	if (roster_row_status(row) == ROSTER_ROW_ERROR)
		return refuse(row, err);
	if (store_begin(session->store, err) < 0)
		return -1;
	return store_end(session->store,
			 set_fields(session, old, row, event, err),
			 session->dry_run, err);
}

int roster_edit_set(const struct session *session, long long student_id,
		    const struct roster_row *row, struct error *err)
{
	struct student_row old;
	int result;

	if (student_store_get(session->store, student_id, &old, err) < 0)
		return -1;
	result = change_student(session, &old, row, "roster-set", err);
	student_store_release(&old);
	return result;
}

/* To the 曾用名 there are, where every matching by name looks. */
int roster_edit_alias(const struct session *session, long long student_id,
		      const char *name, struct error *err)
{
	struct roster_row row = ROSTER_ROW_INIT;
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
	result = roster_edit_parse(session->task, &word, 1, &row, err);
	if (result == 0 &&
	    person_name_same(name, student_get(&old.student, STUDENT_xm),
			     names) == PERSON_NAME_DIFFERENT)
		result = change_student(session, &old, &row, "roster-alias",
					err);
	roster_row_release(&row);
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
