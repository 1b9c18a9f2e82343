/* SPDX-License-Identifier: MIT */
#include "roster/roster_load.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "roster/roster_clean.h"
#include "roster/roster_skip.h"
#include "roster/roster_twins.h"
#include "rules/roster_row.h"

enum { BLANK_REPORTS = 100 };

/* One pass over one sheet. */
struct pass {
	struct roster_load *load;
	struct sheet *sheet;
	roster_load_fn fn;
	void *ctx;
	struct roster_clean clean;
	struct roster_twins twins;
	struct roster_row row;
	size_t problems;  /* of the sheet, told so far */
	long last_number; /* of the last row of data or header */
	int blanks;	  /* reported */
	bool stopped;	  /* fn said so */
};

void roster_load_release(struct roster_load *load)
{
	free(load->sheet_name);
	free(load->charset);
	load->sheet_name = load->charset = NULL;
	roster_header_release(&load->header);
	findings_release(&load->findings);
}

static int give(struct pass *p, struct error *err)
{
	struct roster_load *load = p->load;
	enum roster_row_status status = roster_row_status(&p->row);
	int result;

	if (p->row.is_student) {
		load->students++;
		load->ok += status == ROSTER_ROW_OK;
		load->warn += status == ROSTER_ROW_WARN;
		load->error += status == ROSTER_ROW_ERROR;
	} else {
		load->skipped++;
	}
	result = p->fn(p->ctx, &p->row, err);
	p->stopped = result != 0;
	return result;
}

/* A row that is no student: one finding, with the text of its first cell. */
static int give_other(struct pass *p, const char *code, const char *detail,
		      struct error *err)
{
	roster_row_add(&p->row, STUDENT_FIELD_COUNT, code, detail);
	p->row.is_student = false;
	return give(p, err);
}

/* Rows left empty between students; those around them do not count. */
static int give_blanks(struct pass *p, long number, struct error *err)
{
	char range[48];

	if (!p->load->students || number <= p->last_number + 1 ||
	    p->blanks++ >= BLANK_REPORTS)
		return 0;
	roster_row_clear(&p->row);
	p->row.number = p->row.line = p->last_number + 1;
	if (number == p->last_number + 2)
		snprintf(range, sizeof(range), "%ld", p->row.number);
	else
		snprintf(range, sizeof(range), "%ld-%ld", p->row.number,
			 number - 1);
	return give_other(p, "RST-ROW-BLANK", range, err);
}

static const char *problem_code(const char *what)
{
	static const char *const codes[][2] = {
		{"bare-quote", "RST-QUOTE"},
		{"unclosed-quote", "RST-QUOTE"},
		{"extra-field", "RST-COLUMNS"},
		{"missing-field", "RST-COLUMNS"},
		{"bad-bytes", "RST-BYTES"},
		{"nul", "RST-NUL"},
		{"row-order", "RST-ROW-ORDER"},
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(codes); i++)
		if (strcmp(what, codes[i][0]) == 0)
			return codes[i][1];
	return NULL;
}

/* Problems that the reader found since the last row belong to this one. */
static void add_problems(struct pass *p, const struct sheet_row *row)
{
	const struct sheet_problem *list;
	size_t n;

	list = sheet_problems(p->sheet, &n);
	for (; p->problems < n; p->problems++) {
		const char *code = problem_code(list[p->problems].what);
		struct finding *f;

		if (!code || findings_has(&p->row.findings, code))
			continue;
		f = roster_row_add(&p->row, STUDENT_FIELD_COUNT, code, NULL);
		f->value = (double)row->fields;
		f->max = (double)p->load->header.count;
	}
}

static void clean_row(struct pass *p, const struct sheet_row *row)
{
	const struct roster_header *h = &p->load->header;
	size_t i;

	for (i = 0; i < row->count && i < h->count; i++)
		if (h->field[i] != STUDENT_FIELD_COUNT)
			roster_clean_cell(&p->clean, &p->row, h->field[i],
					  &row->cells[i]);
}

static int give_student(struct pass *p, const struct sheet_row *row,
			struct error *err)
{
	struct roster_row_rules rules = {.yxdm = p->load->yxdm,
					 .columns = p->load->header.fields,
					 .unmask = p->load->unmask};

	p->row.is_student = true;
	clean_row(p, row);
	if (row->hidden)
		roster_row_add(&p->row, STUDENT_FIELD_COUNT, "RST-ROW-HIDDEN",
			       NULL);
	roster_row_check(&p->row, &rules);
	if (roster_twins_check(&p->twins, &p->row, rules.columns, err) < 0)
		return -1;
	return give(p, err);
}

static int data_row(struct pass *p, const struct sheet_row *row,
		    struct error *err)
{
	const char *text;
	const char *code = roster_skip_code(&p->load->header, row, &text);
	int result;

	if (row->hidden && sheet_kind(p->sheet) == SHEET_DBF)
		code = "RST-ROW-DELETED";
	/* Only a running number, say: as good as blank. */
	if (!code && !roster_skip_has_field(&p->load->header, row))
		return 0;
	if (!code) {
		result = give_blanks(p, row->number, err);
		if (result)
			return result;
	}
	roster_row_clear(&p->row);
	p->row.number = row->number;
	p->row.line = row->line;
	p->last_number = row->number;
	add_problems(p, row);
	return code ? give_other(p, code, text, err)
		    : give_student(p, row, err);
}

static int take_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct pass *p = ctx;
	size_t n;

	switch (roster_header_feed(&p->load->header, row, err)) {
	case ROSTER_HEADER_FAILED:
		return -1;
	case ROSTER_HEADER_DATA:
		return data_row(p, row, err);
	case ROSTER_HEADER_PART:
		p->last_number = row->number;
		break;
	case ROSTER_HEADER_ABOVE:
		break;
	}
	sheet_problems(p->sheet, &n);
	p->problems = n;
	return 0;
}

/* Of the file as a whole: what its memo fields hold is not here. */
static void tell_memo(struct pass *p)
{
	const struct sheet_problem *list;
	size_t n, i;

	list = sheet_problems(p->sheet, &n);
	for (i = 0; i < n; i++)
		if (strcmp(list[i].what, "no-memo-file") == 0)
			findings_add(&p->load->findings, "RST-MEMO");
}

static void summarize(struct pass *p)
{
	tell_memo(p);
	if (p->clean.rare_names)
		findings_add_value(&p->load->findings, "RST-NAME-RARE",
				   (double)p->clean.rare_names, "");
}

static int read_sheet(struct pass *p, size_t index, struct error *err)
{
	int result = sheet_read(p->sheet, index, take_row, p, err);

	if (result == 0)
		result = roster_header_finish(&p->load->header, err);
	if (result == 0)
		summarize(p);
	return result;
}

/* A sheet may be called "2" and be the third: its name wins. */
static bool is_named(const struct sheet *sheet, const char *name)
{
	size_t i;

	for (i = 0; i < sheet_count(sheet); i++)
		if (strcmp(sheet_info(sheet, i).name, name) == 0)
			return true;
	return false;
}

/* By name, or by number from 1 where no sheet is called so. */
static bool is_wanted(const struct pass *p, size_t index)
{
	const char *wanted = p->load->sheet;
	struct sheet_tab info = sheet_info(p->sheet, index);
	long number;

	if (!wanted)
		return strcmp(info.state, "visible") == 0;
	if (is_named(p->sheet, wanted) ||
	    text_to_long(wanted, 1, LONG_MAX, &number) < 0)
		return strcmp(info.name, wanted) == 0;
	return (size_t)number == index + 1;
}

static void reset(struct pass *p)
{
	roster_row_release(&p->row);
	roster_twins_release(&p->twins);
	memset(&p->clean, 0, sizeof(p->clean));
	p->clean.unmask = p->load->unmask;
	p->problems = 0;
	p->last_number = 0;
}

/* Otherwise a second sheet with students would be ignored silently. */
static void note_other_sheets(struct pass *p, size_t from)
{
	struct buf names = BUF_INIT;
	struct sheet_tab info;
	size_t i;

	for (i = from; i < sheet_count(p->sheet); i++) {
		if (!is_wanted(p, i))
			continue;
		info = sheet_info(p->sheet, i);
		buf_adds(&names, names.size ? ", " : "");
		buf_adds(&names, info.name);
	}
	if (names.size)
		findings_add_detail(&p->load->findings, "RST-SHEETS",
				    buf_str(&names));
	buf_release(&names);
}

/* One sheet from its first row on; *found when it has a header. */
static int try_sheet(struct pass *p, size_t index,
		     const struct roster_columns *columns, bool *found,
		     struct error *err)
{
	struct roster_load *load = p->load;
	int result;

	roster_header_release(&load->header);
	*found = true;
	if (roster_header_start(&load->header, columns, load->map,
				load->map_count, err) < 0)
		return -1;
	load->header.map_learned = load->map_learned;
	reset(p);
	result = read_sheet(p, index, err);
	*found = result == 0 || p->stopped || load->header.seen;
	if (!*found)
		return result;
	free(load->sheet_name);
	load->sheet_name = mem_xstrdup(sheet_info(p->sheet, index).name);
	if (result == 0)
		note_other_sheets(p, index + 1);
	return result;
}

/* What there is, as --sheet takes it. */
static void refuse_sheet(const struct pass *p, struct error *err)
{
	struct buf there = BUF_INIT;
	size_t i;

	for (i = 0; i < sheet_count(p->sheet); i++)
		buf_addf(&there, "%s%zu %s", i ? ", " : "", i + 1,
			 sheet_info(p->sheet, i).name);
	error_set(err, ERROR_INPUT, _("there is no sheet %s; there are: %s"),
		  p->load->sheet ? p->load->sheet : _("to read"),
		  buf_str(&there));
	buf_release(&there);
}

/* Sheets without a header are passed over while there are others. */
static int read_sheets(struct pass *p, const struct roster_columns *columns,
		       struct error *err)
{
	struct error first = ERROR_INIT;
	bool found;
	size_t i;
	int result;

	for (i = 0; i < sheet_count(p->sheet); i++) {
		if (!is_wanted(p, i))
			continue;
		result = try_sheet(p, i, columns, &found, err);
		if (found)
			return result;
		if (first.kind == ERROR_NONE)
			first = *err;
	}
	if (first.kind != ERROR_NONE)
		*err = first;
	else
		refuse_sheet(p, err);
	return -1;
}

static void start(struct roster_load *load)
{
	roster_load_release(load);
	load->students = load->ok = load->warn = load->error = 0;
	load->skipped = 0;
}

int roster_load(const char *path, struct roster_load *load, roster_load_fn fn,
		void *ctx, struct error *err)
{
	struct roster_columns columns = ROSTER_COLUMNS_INIT;
	struct pass pass = {.load = load, .fn = fn, .ctx = ctx};
	struct error local = ERROR_INIT;
	int result = -1;

	start(load);
	if (roster_columns_load(load->columns_path, &columns, &local) < 0)
		goto out;
	pass.sheet = sheet_open(path, &load->sheet_options, &local);
	if (!pass.sheet)
		goto out;
	result = read_sheets(&pass, &columns, &local);
	load->charset = mem_xstrdup(sheet_charset(pass.sheet));
	if (result && !pass.stopped)
		error_context(&local, "%s", path);
out:
	reset(&pass);
	sheet_close(pass.sheet);
	roster_columns_release(&columns);
	/* The header is used longer than what it was found with. */
	load->header.columns = NULL;
	if (result && err)
		*err = local;
	return result;
}
