/* SPDX-License-Identifier: MIT */
#include "roster/roster_report.h"

#include <string.h>

#include "base/i18n.h"
#include "rules/words.h"

static void set_field(struct json *object, const char *key,
		      enum student_field field, const struct student *s,
		      bool unmask)
{
	struct buf text = BUF_INIT;

	roster_row_show(&text, field, student_get(s, field), unmask);
	json_set_str(object, key, buf_str(&text));
	buf_release(&text);
}

/* 学号 and 考生号 are how the office finds the row again: never masked. */
static struct json *key_of(const struct student *s, bool unmask)
{
	struct json *key = json_new_object();

	json_set_str(key, "xh", student_get(s, STUDENT_xh));
	json_set_str(key, "ksh", student_get(s, STUDENT_ksh));
	set_field(key, "zjhm", STUDENT_zjhm, s, unmask);
	return key;
}

static struct json *row_findings(const struct roster_row *row)
{
	struct json *array = json_new_array();
	size_t i;

	for (i = 0; i < row->findings.n; i++) {
		struct json *one = finding_json(&row->findings.list[i]);

		if (row->fields[i] < STUDENT_FIELD_COUNT)
			json_set_str(one, "field",
				     student_field_name(row->fields[i]));
		json_add(array, one);
	}
	return array;
}

struct json *roster_report_item(const struct roster_row *row, bool unmask)
{
	struct json *item = json_new_object();

	json_set_int(item, "row", row->number);
	json_set(item, "key", key_of(&row->student, unmask));
	set_field(item, "who", STUDENT_xm, &row->student, unmask);
	json_set_str(item, "status",
		     roster_row_status_name(roster_row_status(row)));
	json_set(item, "findings", row_findings(row));
	return item;
}

struct json *roster_report_file(const struct roster_load *load)
{
	const struct roster_header *h = &load->header;
	struct json *file = json_new_object();
	struct json *columns = json_new_array();
	size_t i;

	for (i = 0; i < h->count; i++) {
		struct json *one = json_new_object();

		json_set_int(one, "column", (long long)i + 1);
		json_set_str(one, "title", h->title[i]);
		if (h->field[i] < STUDENT_FIELD_COUNT)
			json_set_str(one, "field",
				     student_field_name(h->field[i]));
		else
			json_set_null(one, "field");
		json_add(columns, one);
	}
	json_set_str(file, "sheet", load->sheet_name ? load->sheet_name : "");
	json_set_str(file, "charset", load->charset ? load->charset : "");
	json_set_int(file, "header_row", h->first_row);
	json_set(file, "columns", columns);
	json_set(file, "findings", findings_json(&load->findings));
	return file;
}

/* A finding without advice leaves no dash behind. */
void roster_report_text(const struct roster_row *row, bool advice,
			struct buf *out)
{
	size_t i, before;

	for (i = 0; i < row->findings.n; i++) {
		const struct finding *f = &row->findings.list[i];

		buf_adds(out, i ? "; " : "");
		finding_text(f, i18n_lang(), out);
		if (!advice)
			continue;
		before = out->size;
		buf_adds(out, " — ");
		finding_advice(f, i18n_lang(), out);
		if (out->size == before + strlen(" — "))
			out->data[out->size = before] = '\0';
	}
}

void roster_report_columns(struct table *t)
{
	table_add_column(t, "row", _("row"), TABLE_RIGHT);
	table_add_column(t, "status", _("status"), TABLE_LEFT);
	table_add_column(t, "xh", student_field_label(STUDENT_xh), TABLE_LEFT);
	table_add_column(t, "ksh", student_field_label(STUDENT_ksh),
			 TABLE_LEFT);
	table_add_column(t, "xm", student_field_label(STUDENT_xm), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

void roster_report_row(struct table *t, const struct roster_row *row,
		       bool unmask)
{
	enum roster_row_status status = roster_row_status(row);
	struct buf text = BUF_INIT;

	table_add_row(t);
	table_setf(t, 0, "%ld", row->number);
	table_set(t, 1, words_show(roster_row_status_name(status)));
	table_set(t, 2, student_get(&row->student, STUDENT_xh));
	table_set(t, 3, student_get(&row->student, STUDENT_ksh));
	roster_row_show(&text, STUDENT_xm,
			student_get(&row->student, STUDENT_xm), unmask);
	table_set(t, 4, buf_str(&text));
	buf_clear(&text);
	roster_report_text(row, false, &text);
	table_set(t, 5, buf_str(&text));
	if (status != ROSTER_ROW_OK)
		table_set_style(t, 5,
				status == ROSTER_ROW_ERROR ? TABLE_ERROR
							   : TABLE_WARN);
	buf_release(&text);
}

static struct json *events_json(const struct roster_diff_entry *e)
{
	struct json *array = json_new_array();
	int i;

	for (i = 0; i < ROSTER_DIFF_EVENTS; i++)
		if (e->events & 1u << i)
			json_add_str(array, roster_diff_event_name(
						    (enum roster_diff_event)i));
	return array;
}

static struct json *changes_json(const struct roster_diff_view *v, bool unmask)
{
	struct json *array = json_new_array();
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++) {
		enum student_field field = (enum student_field)i;
		struct json *one;

		if (!(v->entry->fields & (uint64_t)1 << i))
			continue;
		one = json_new_object();
		json_set_str(one, "field", student_field_name(field));
		set_field(one, "before", field, &v->before, unmask);
		set_field(one, "after", field, &v->after, unmask);
		json_add(array, one);
	}
	return array;
}

struct json *roster_report_diff(const struct roster_diff_view *v, bool unmask)
{
	struct json *item = json_new_object();

	json_set_str(item, "kind", roster_diff_kind_name(v->entry->kind));
	json_set(item, "key", key_of(v->who, unmask));
	set_field(item, "who", STUDENT_xm, v->who, unmask);
	json_set(item, "events", events_json(v->entry));
	json_set(item, "changes", changes_json(v, unmask));
	return item;
}

void roster_report_diff_columns(struct table *t)
{
	table_add_column(t, "kind", _("kind"), TABLE_LEFT);
	table_add_column(t, "xh", student_field_label(STUDENT_xh), TABLE_LEFT);
	table_add_column(t, "ksh", student_field_label(STUDENT_ksh),
			 TABLE_LEFT);
	table_add_column(t, "xm", student_field_label(STUDENT_xm), TABLE_LEFT);
	table_add_column(t, "events", _("what"), TABLE_LEFT);
	table_add_column(t, "changes", _("changes"), TABLE_LEFT);
}

static void add_change(struct buf *out, const struct roster_diff_view *v,
		       enum student_field field, bool unmask)
{
	buf_adds(out, out->size ? "; " : "");
	buf_addf(out, "%s: ", student_field_label(field));
	roster_row_show(out, field, student_get(&v->before, field), unmask);
	buf_adds(out, " → ");
	roster_row_show(out, field, student_get(&v->after, field), unmask);
}

void roster_report_diff_row(struct table *t, const struct roster_diff_view *v,
			    bool unmask)
{
	static const char *const kinds[] = {N_("new"), N_("gone"),
					    N_("changed")};
	struct buf text = BUF_INIT;
	int i;

	table_add_row(t);
	table_set(t, 0, _(kinds[v->entry->kind]));
	table_set(t, 1, student_get(v->who, STUDENT_xh));
	table_set(t, 2, student_get(v->who, STUDENT_ksh));
	roster_row_show(&text, STUDENT_xm, student_get(v->who, STUDENT_xm),
			unmask);
	table_set(t, 3, buf_str(&text));
	buf_clear(&text);
	for (i = 0; i < ROSTER_DIFF_EVENTS; i++)
		if (v->entry->events & 1u << i)
			buf_addf(&text, "%s%s", text.size ? " " : "",
				 roster_diff_event_title(
					 (enum roster_diff_event)i));
	table_set(t, 4, buf_str(&text));
	buf_clear(&text);
	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		if (v->entry->fields & (uint64_t)1 << i)
			add_change(&text, v, (enum student_field)i, unmask);
	table_set(t, 5, buf_str(&text));
	buf_release(&text);
}
