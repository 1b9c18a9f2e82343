/* SPDX-License-Identifier: MIT */
#include "roster/roster_mark.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "roster/roster_report.h"
#include "rules/redact.h"
#include "rules/redact_text.h"

/* A row with findings. */
struct marked {
	long number;
	uint64_t warn, error; /* bits of fields; the last for the whole row */
	char *text;
};

struct roster_mark {
	struct marked *list;
	size_t n, cap, next;
	const struct roster_load *load;
	struct table *out;
};

struct roster_mark *roster_mark_new(void)
{
	return mem_xcalloc(1, sizeof(struct roster_mark));
}

void roster_mark_free(struct roster_mark *take_mark)
{
	size_t i;

	if (!take_mark)
		return;
	for (i = 0; i < take_mark->n; i++)
		free(take_mark->list[i].text);
	free(take_mark->list);
	free(take_mark);
}

int roster_mark_take(struct roster_mark *m, const struct roster_row *row,
		     struct error *err)
{
	struct marked *one;
	struct buf text = BUF_INIT;
	size_t i;

	if (!row->findings.n)
		return 0;
	if (m->n >= ROSTER_MARK_ROWS)
		return error_set(err, ERROR_LIMIT,
				 _("more than %d rows have findings; correct "
				   "the columns that are wrong throughout "
				   "first"),
				 ROSTER_MARK_ROWS);
	MEM_GROW(m->list, m->n, m->cap);
	one = &m->list[m->n++];
	*one = (struct marked){.number = row->number};
	for (i = 0; i < row->findings.n; i++) {
		uint64_t bit = ROSTER_ROW_BIT(row->fields[i]);

		if (row->findings.list[i].severity == FINDING_ERROR)
			one->error |= bit;
		else if (row->findings.list[i].severity == FINDING_WARN)
			one->warn |= bit;
	}
	roster_report_text(row, true, &text);
	one->text = buf_detach(&text, NULL);
	return 0;
}

/*
 * Two passes: roster_load() gives findings, this file's list wants the cells as
 * they are.  Only findings are kept between the two; reading the cells again is
 * cheaper than keeping a million rows of them.
 */
/* The marks of a row; rows come in the same order both times. */
static const struct marked *marks_of(struct roster_mark *m, long number)
{
	while (m->next < m->n && m->list[m->next].number < number)
		m->next++;
	return m->next < m->n && m->list[m->next].number == number
		       ? &m->list[m->next]
		       : NULL;
}

/*
 * A column nobody asked for may still name the parents or hold their phones: of
 * what is not a field of ours the title is all we know.
 */
static void show_unknown(struct buf *out, const char *title, const char *text)
{
	if (strstr(title, "姓名"))
		redact_name(out, text);
	else
		redact_text(out, text);
}

static void set_cell(const struct roster_mark *m, size_t column,
		     const char *text, const struct marked *marked)
{
	const struct roster_header *h = &m->load->header;
	enum student_field field = h->field[column];
	struct buf shown = BUF_INIT;

	if (field != STUDENT_FIELD_COUNT)
		roster_row_show(&shown, field, text, m->load->unmask);
	else if (m->load->unmask)
		buf_adds(&shown, text);
	else
		show_unknown(&shown, h->title[column], text);
	table_set(m->out, column + 1, buf_str(&shown));
	buf_release(&shown);
	if (!marked || field == STUDENT_FIELD_COUNT)
		return;
	if (marked->error & ROSTER_ROW_BIT(field))
		table_set_style(m->out, column + 1, TABLE_ERROR);
	else if (marked->warn & ROSTER_ROW_BIT(field))
		table_set_style(m->out, column + 1, TABLE_WARN);
}

static int add_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct roster_mark *m = ctx;
	const struct roster_header *h = &m->load->header;
	const struct marked *marked;
	size_t i;

	if (h->seen && row->number <= h->last_row)
		return 0;
	if (m->out->n_rows >= ROSTER_MARK_ROWS)
		return error_set(err, ERROR_LIMIT,
				 _("the list has more than %d rows"),
				 ROSTER_MARK_ROWS);
	marked = marks_of(m, row->number);
	table_add_row(m->out);
	table_setf(m->out, 0, "%ld", row->number);
	for (i = 0; i < row->count && i < h->count; i++)
		set_cell(m, i, row->cells[i].text, marked);
	if (!marked)
		return 0;
	table_set(m->out, h->count + 1, marked->text);
	table_set_style(m->out, h->count + 1,
			marked->error ? TABLE_ERROR : TABLE_WARN);
	return 0;
}

static void add_columns(const struct roster_header *h, struct table *out)
{
	char id[24];
	size_t i;

	table_add_column(out, "row", _("row"), TABLE_RIGHT);
	for (i = 0; i < h->count; i++) {
		snprintf(id, sizeof(id), "c%zu", i + 1);
		table_add_column(out, id, h->title[i], TABLE_LEFT);
	}
	table_add_column(out, "findings", _("findings"), TABLE_LEFT);
}

static size_t index_of(const struct sheet *sheet, const char *name)
{
	size_t i;

	for (i = 0; i + 1 < sheet_count(sheet); i++)
		if (strcmp(sheet_info(sheet, i).name, name) == 0)
			break;
	return i;
}

int roster_mark_fill(struct roster_mark *m, const char *path,
		     const struct roster_load *load, struct table *out,
		     struct error *err)
{
	struct sheet *sheet = sheet_open(path, &load->sheet_options, err);
	int result;

	if (!sheet)
		return -1;
	m->load = load;
	m->out = out;
	m->next = 0;
	add_columns(&load->header, out);
	result = sheet_read(sheet, index_of(sheet, load->sheet_name), add_row,
			    m, err);
	sheet_close(sheet);
	if (result < 0)
		error_context(err, "%s", path);
	return result;
}

static int take(void *ctx, struct roster_row *row, struct error *err)
{
	return roster_mark_take(ctx, row, err);
}

int roster_mark(const char *path, struct roster_load *load, struct table *out,
		struct error *err)
{
	struct roster_mark *m = roster_mark_new();
	int result = roster_load(path, load, take, m, err);

	if (result == 0)
		result = roster_mark_fill(m, path, load, out, err);
	roster_mark_free(m);
	return result;
}
