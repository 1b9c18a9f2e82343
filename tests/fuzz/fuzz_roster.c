/* SPDX-License-Identifier: MIT */
/*
 * Rows of a roster (lines of cells by tab; a cell that begins with # is a
 * number) through header, cleaning, checks and duplicates; names and numbers
 * through their comparisons.
 */
#include "fuzz/target.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "roster/roster_clean.h"
#include "roster/roster_header.h"
#include "roster/roster_report.h"
#include "roster/roster_skip.h"
#include "roster/roster_twins.h"
#include "rules/idnum.h"
#include "rules/redact.h"
#include "rules/person_name.h"
#include "rules/roster_row.h"

enum { CELLS = 64, BYTES = 1 << 16 };

struct run {
	struct roster_header header;
	struct roster_clean clean;
	struct roster_twins twins;
	struct roster_row row;
};

static void compare(const struct student *s)
{
	const char *name = student_get(s, STUDENT_xm);
	const char *number = student_get(s, STUDENT_zjhm);
	struct buf out = BUF_INIT;

	redact_name(&out, name);
	if (*name && strlen(name) < 200 &&
	    redact_fits_name(buf_str(&out), name) == REDACT_NO &&
	    !strpbrk(name, " ?*"))
		abort();
	buf_clear(&out);
	redact_number(&out, number);
	idnum_tail_fits(number, name);
	redact_fits_number(name, number);
	person_name_same(name, student_get(s, STUDENT_cym), number);
	buf_release(&out);
}

static void take_student(struct run *run, const struct sheet_row *row)
{
	struct roster_row_rules rules = {.columns = run->header.fields};
	size_t i;

	roster_row_clear(&run->row);
	for (i = 0; i < row->count && i < run->header.count; i++)
		if (run->header.field[i] != STUDENT_FIELD_COUNT)
			roster_clean_cell(&run->clean, &run->row,
					  run->header.field[i], &row->cells[i]);
	roster_row_check(&run->row, &rules);
	roster_twins_check(&run->twins, &run->row, rules.columns, NULL);
	compare(&run->row.student);
	json_free(roster_report_item(&run->row, false));
}

static int take_row(struct run *run, const struct sheet_row *row)
{
	const char *text;
	size_t i;

	/* readers of tables give nothing else */
	for (i = 0; i < row->count; i++)
		if (!text_is_utf8(row->cells[i].text,
				  strlen(row->cells[i].text)))
			return 0;
	switch (roster_header_feed(&run->header, row, NULL)) {
	case ROSTER_HEADER_FAILED:
		return -1;
	case ROSTER_HEADER_DATA:
		if (!roster_skip_code(&run->header, row, &text))
			take_student(run, row);
		return 0;
	default:
		return 0;
	}
}

static int take_line(struct run *run, char *line, long number)
{
	struct sheet_cell cells[CELLS] = {{0}};
	struct sheet_row row = {
		.number = number, .line = number, .cells = cells};
	char *cell = line, *end;

	while (cell && row.count < CELLS) {
		end = strchr(cell, '\t');
		if (end)
			*end++ = '\0';
		cells[row.count].type = *cell ? SHEET_TEXT : SHEET_EMPTY;
		if (*cell == '#') {
			cell++;
			if (text_to_double(cell, &cells[row.count].number) == 0)
				cells[row.count].type = SHEET_NUMBER;
		}
		cells[row.count++].text = cell;
		cell = end;
	}
	return take_row(run, &row);
}

/* Read once: the same for all inputs. */
static const struct roster_columns *columns(void)
{
	static struct roster_columns shipped;

	if (!shipped.n && roster_columns_load(NULL, &shipped, NULL) < 0)
		abort();
	return &shipped;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct run run = {0};
	char *text = mem_xstrndup((const char *)data, n < BYTES ? n : BYTES);
	char *line = text, *end;
	long number = 1;

	roster_header_start(&run.header, columns(), NULL, 0, NULL);
	for (; line && number < 200; line = end, number++) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		if (take_line(&run, line, number) < 0)
			break;
	}
	roster_header_finish(&run.header, NULL);
	roster_header_release(&run.header);
	roster_twins_release(&run.twins);
	roster_row_release(&run.row);
	free(text);
	return 0;
}
