/* SPDX-License-Identifier: MIT */
#include "roster/roster_mark.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "roster/roster_report.h"

/* A row with findings. */
struct marked {
	long number;
	uint64_t warn, error; /* bits of fields; the last for the whole row */
	char *text;
};

struct marks {
	struct marked *list;
	size_t n, cap, next;
	const struct roster_load *load;
	struct table *out;
};

static int collect(void *ctx, struct roster_row *row, struct error *err)
{
	struct marks *m = ctx;
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

/* The marks of a row; rows come in the same order both times. */
static const struct marked *marks_of(struct marks *m, long number)
{
	while (m->next < m->n && m->list[m->next].number < number)
		m->next++;
	return m->next < m->n && m->list[m->next].number == number
		       ? &m->list[m->next]
		       : NULL;
}

static void set_cell(const struct marks *m, size_t column, const char *text,
		     const struct marked *marked)
{
	const struct roster_header *h = &m->load->header;
	enum student_field field = h->field[column];
	struct buf shown = BUF_INIT;

	if (field == STUDENT_FIELD_COUNT) {
		table_set(m->out, column + 1, text);
		return;
	}
	roster_row_show(&shown, field, text, m->load->unmask);
	table_set(m->out, column + 1, buf_str(&shown));
	buf_release(&shown);
	if (!marked)
		return;
	if (marked->error & ROSTER_ROW_BIT(field))
		table_set_style(m->out, column + 1, TABLE_ERROR);
	else if (marked->warn & ROSTER_ROW_BIT(field))
		table_set_style(m->out, column + 1, TABLE_WARN);
}

static int add_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct marks *m = ctx;
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

int roster_mark(const char *path, struct roster_load *load, struct table *out,
		struct error *err)
{
	struct marks m = {.load = load, .out = out};
	struct sheet *sheet = NULL;
	int result = -1;
	size_t i;

	if (roster_load(path, load, collect, &m, err) < 0)
		goto out;
	add_columns(&load->header, out);
	sheet = sheet_open(path, &load->sheet_options, err);
	if (sheet)
		result = sheet_read(sheet, index_of(sheet, load->sheet_name),
				    add_row, &m, err);
out:
	sheet_close(sheet);
	for (i = 0; i < m.n; i++)
		free(m.list[i].text);
	free(m.list);
	return result;
}
