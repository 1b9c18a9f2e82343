/* SPDX-License-Identifier: MIT */
#include "codec/table/xml2003_read.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "codec/config/xml_in.h"
#include "codec/table/cell_value.h"
#include "codec/table/markup_text.h"
#include "codec/table/xlsx_cells.h"
#include "codec/table/xlsx_grid.h"

#define SPACE ":spreadsheet" /* how its namespace ends */
#define EXCEL "office:excel" /* and that of what Excel alone knows */

enum {
	SHEETS = 4096,		    /* further ones are left out */
	RAW = 4 * CELL_VALUE_UNITS, /* bytes of a cell's text */
};

/*
 *   <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss=…>
 *     <Worksheet ss:Name="名单"><Table>
 *       <Row ss:Index="3" ss:Hidden="1">        Index: number, may be absent
 *         <Cell ss:Index="2" ss:MergeAcross="1">
 *           <Data ss:Type="String">李<B xmlns="…/REC-html40">雷</B></Data>
 *           <Comment><Data>…</Data></Comment>   not the cell's
 *         </Cell></Row></Table>
 *       <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">
 *         <Visible>SheetHidden</Visible>         or SheetVeryHidden
 *       </WorksheetOptions></Worksheet>
 */
struct tab {
	char *name;
	const char *state;
};

struct xml2003_read {
	struct buf text; /* UTF-8 */
	char *charset;
	struct tab *tabs;
	size_t count, cap;
};

struct pass {
	struct xml2003_read *book;
	struct xml_in *xml;
	size_t wanted, sheet; /* of the sheet being read, from 1 */
	sheet_row_fn fn;      /* NULL: only names are wanted */
	void *ctx;
	struct error *err;
	int status;
	struct xlsx_grid grid;
	long row;
	bool in_row, in_cell, in_comment, in_data, in_visible, hidden, formula;
	long column, next_column;
	char type; /* the first letter of String, Number, DateTime, … */
	struct buf value;
};

static void stop(struct pass *p, int status)
{
	p->status = status;
	xml_in_stop(p->xml);
}

static void refuse(struct pass *p, const char *why)
{
	stop(p, error_set(p->err, ERROR_LIMIT, _("row %ld: %s"), p->row, why));
}

/* With the prefix as Excel writes it, without as some systems do. */
static const char *get(const char **atts, const char *name)
{
	const char *value = xml_in_get_in(atts, SPACE, name);

	return value ? value : xml_in_get(atts, name);
}

static long number(const char **atts, const char *name, long otherwise)
{
	const char *value = get(atts, name);

	return value ? strtol(value, NULL, 10) : otherwise;
}

static void begin_sheet(struct pass *p, const char **atts)
{
	struct xml2003_read *b = p->book;
	const char *name = get(atts, "Name");

	p->sheet++;
	p->row = 0;
	if (p->fn || b->count == SHEETS)
		return;
	MEM_GROW(b->tabs, b->count, b->cap);
	b->tabs[b->count++] = (struct tab){
		.name = mem_xstrdup(name ? name : ""), .state = "visible"};
}

/* What stands in a Visible of the sheet that begin_sheet() took last. */
static void end_visible(struct pass *p)
{
	const char *text = buf_str(&p->value);
	struct xml2003_read *b = p->book;

	p->in_visible = false;
	if (b->count == p->sheet && strcmp(text, "SheetHidden") == 0)
		b->tabs[b->count - 1].state = "hidden";
	if (b->count == p->sheet && strcmp(text, "SheetVeryHidden") == 0)
		b->tabs[b->count - 1].state = "veryHidden";
	buf_clear(&p->value);
}

static void begin_row(struct pass *p, const char **atts)
{
	const char *hidden = get(atts, "Hidden");
	long named = number(atts, "Index", 0);

	p->in_row = true;
	p->row = named > p->row ? named : p->row + 1;
	p->hidden = hidden && *hidden == '1';
	p->next_column = 0;
	if (p->row > XLSX_CELLS_ROWS)
		refuse(p, _("more rows than a sheet can have"));
}

static void end_row(struct pass *p)
{
	struct sheet_row row;
	int status;

	p->in_row = false;
	if (!xlsx_grid_row(&p->grid, &row))
		return;
	row.number = row.line = p->row;
	row.hidden = p->hidden;
	status = p->fn(p->ctx, &row, p->err);
	xlsx_grid_clear(&p->grid);
	if (status)
		stop(p, status);
}

static void begin_cell(struct pass *p, const char **atts)
{
	long index = number(atts, "Index", 0);
	long across = number(atts, "MergeAcross", 0);

	p->in_cell = true;
	p->formula = get(atts, "Formula") != NULL;
	p->column = index > 0 ? index - 1 : p->next_column;
	if (across < 0)
		across = 0;
	if (p->column >= XLSX_CELLS_COLUMNS || across > XLSX_CELLS_COLUMNS) {
		refuse(p, _("more columns than a sheet can have"));
		return;
	}
	p->next_column = p->column + 1 + across;
}

/* How much of the mask the text fills, with nothing behind it; else 0. */
static size_t iso_length(const char *s)
{
	static const char mask[] = "dddd-dd-ddTdd:dd:dd.ddd";
	size_t i;

	for (i = 0; s[i] && mask[i]; i++)
		if (mask[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != mask[i])
			return 0;
	return s[i] ? 0 : i;
}

/*
 * ISO 8601 as it stands in the file → our form of it; a time alone is on the
 * last day before 1900.  Empty when it is none of these.
 *
 *   2004-05-06T00:00:00.000   →  2004-05-06
 *   2004-05-06T08:30:00.500   →  2004-05-06 08:30:00.500000
 *   1899-12-31T08:30:00.000   →  08:30:00
 */
static void iso_date(const struct buf *b, char text[CELL_VALUE_SIZE])
{
	enum { DAY = 10, SECONDS = 19, WHOLE = 23 };
	size_t n = iso_length(buf_str(b));

	if (n != DAY && n != SECONDS && n != WHOLE)
		return;
	memcpy(text, buf_str(b), n + 1);
	if (n == WHOLE)
		memcpy(text + n, "000", 4);
	if (n == WHOLE && strcmp(text + SECONDS, ".000000") == 0)
		text[SECONDS] = '\0';
	if (n == DAY)
		return;
	text[DAY] = ' ';
	if (strcmp(text + DAY, " 00:00:00") == 0)
		text[DAY] = '\0';
	else if (strncmp(text, "1899-12-31", DAY) == 0)
		memmove(text, text + DAY + 1, strlen(text + DAY));
}

/* What a value is, and its canonical text where that is another. */
static void take_type(const struct pass *p, struct sheet_cell *cell,
		      char text[CELL_VALUE_SIZE])
{
	const struct buf *b = &p->value;

	*text = '\0';
	cell->type = SHEET_TEXT;
	if (p->type == 'N' &&
	    cell_value_parse(buf_str(b), b->size, &cell->number, text) == 0)
		cell->type = SHEET_NUMBER;
	else if (p->type == 'D')
		iso_date(b, text);
	else if (p->type == 'E')
		cell->type = SHEET_ERROR;
	if (p->type != 'D' || !*text)
		return;
	cell->type = SHEET_DATE;
	cell_value_serial(text, false, &cell->number);
}

static void put_cell(struct pass *p)
{
	struct sheet_cell cell = {.formula = p->formula};
	int column = (int)p->column;
	char text[CELL_VALUE_SIZE];

	if (p->type == 'B') {
		cell.type = SHEET_BOOL;
		xlsx_grid_put(&p->grid, column, &cell,
			      *buf_str(&p->value) == '1' ? "TRUE" : "FALSE");
		return;
	}
	take_type(p, &cell, text);
	if (*text)
		xlsx_grid_copy(&p->grid, column, &cell, text, strlen(text));
	else
		xlsx_grid_copy(&p->grid, column, &cell, p->value.data,
			       p->value.size);
}

static void end_cell(struct pass *p)
{
	p->in_cell = false;
	if (p->status)
		return;
	if (cell_value_too_long(buf_str(&p->value), p->value.size)) {
		refuse(p, _("a cell with more than 32,767 characters"));
		return;
	}
	if (p->value.size)
		put_cell(p);
	buf_clear(&p->value);
	if (xlsx_grid_too_sparse(&p->grid))
		refuse(p, _("cells far too wide apart"));
}

static void start(void *ctx, const char *name, const char **atts)
{
	struct pass *p = ctx;
	const char *type;

	if (strcmp(name, "Worksheet") == 0) {
		begin_sheet(p, atts);
	} else if (!p->fn && p->sheet && strcmp(name, "\tVisible") == 0) {
		p->in_visible = true;
	} else if (!p->fn || p->sheet != p->wanted) {
		return;
	} else if (p->in_cell) {
		if (strcmp(name, "Comment") == 0)
			p->in_comment = true;
		if (strcmp(name, "Data") != 0 || p->in_comment)
			return;
		type = get(atts, "Type");
		p->type = type ? *type : 'S';
		p->in_data = true;
	} else if (p->in_row && strcmp(name, "Cell") == 0) {
		begin_cell(p, atts);
	} else if (strcmp(name, "Row") == 0) {
		begin_row(p, atts);
	}
}

static void end(void *ctx, const char *name)
{
	struct pass *p = ctx;

	if (p->in_visible)
		end_visible(p);
	else if (strcmp(name, "Data") == 0)
		p->in_data = false;
	else if (strcmp(name, "Comment") == 0)
		p->in_comment = false;
	else if (p->in_cell && strcmp(name, "Cell") == 0)
		end_cell(p);
	else if (p->in_row && strcmp(name, "Row") == 0)
		end_row(p);
	else if (strcmp(name, "Worksheet") == 0 && p->fn &&
		 p->sheet == p->wanted)
		stop(p, 0);
}

static void text(void *ctx, const char *s, size_t n)
{
	struct pass *p = ctx;

	if (!p->in_data && !p->in_visible)
		return;
	if (p->value.size + n > RAW)
		refuse(p, _("a cell with more than 32,767 characters"));
	else
		buf_add(&p->value, s, n);
}

static int run(struct pass *p, struct error *err)
{
	static const struct xml_in_handler handler = {.start = start,
						      .end = end,
						      .text = text,
						      .beside = EXCEL,
						      .foreign_text = true,
						      .is_utf8 = true};
	const char *s = buf_str(&p->book->text);
	size_t blank = strspn(s, " \t\r\n");
	int status;

	/* pages made by scripts have line feeds before the declaration */
	p->xml = xml_in_new(&handler, p);
	status = xml_in_feed(p->xml, s + blank, p->book->text.size - blank,
			     true, err);
	xml_in_free(p->xml);
	xlsx_grid_release(&p->grid);
	buf_release(&p->value);
	return status < 0 ? -1 : p->status;
}

struct xml2003_read *xml2003_read_open(const struct buf *bytes,
				       const char *charset, struct error *err)
{
	struct xml2003_read *b = mem_xcalloc(1, sizeof(*b));
	struct pass pass = {.book = b, .err = err};
	const char *found = markup_text_decode(bytes, charset, &b->text, err);
	int status = -1;

	if (found) {
		b->charset = mem_xstrdup(found);
		status = run(&pass, err);
	}
	if (status == 0 && !b->count)
		status = error_set(err, ERROR_INPUT,
				   _("the workbook has no sheet with cells"));
	if (status == 0)
		return b;
	xml2003_read_close(b);
	return NULL;
}

void xml2003_read_close(struct xml2003_read *b)
{
	size_t i;

	if (!b)
		return;
	for (i = 0; i < b->count; i++)
		free(b->tabs[i].name);
	free(b->tabs);
	buf_release(&b->text);
	free(b->charset);
	free(b);
}

const char *xml2003_read_charset(const struct xml2003_read *b)
{
	return b->charset;
}

size_t xml2003_read_count(const struct xml2003_read *b)
{
	return b->count;
}

struct sheet_tab xml2003_read_info(const struct xml2003_read *b, size_t index)
{
	return (struct sheet_tab){.name = b->tabs[index].name,
				  .state = b->tabs[index].state};
}

int xml2003_read_rows(struct xml2003_read *b, size_t index, sheet_row_fn fn,
		      void *ctx, struct error *err)
{
	struct pass pass = {.book = b,
			    .wanted = index + 1,
			    .fn = fn,
			    .ctx = ctx,
			    .err = err};

	return run(&pass, err);
}
