/* SPDX-License-Identifier: MIT */
#include "codec/table/xlsx_cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "codec/table/xlsx_grid.h"

enum {
	RAW = 7 * 4 * CELL_VALUE_UNITS, /* all escapes, before decoding */
	PROBLEMS = 10000,		/* noted a sheet, then no more */
	TEXT_RATIO = 300,      /* most text of all rows : bytes of the file */
	TEXT_FLOOR = 64 << 20, /* bytes of text that any file may have */
};

/* Where the characters between tags go. */
enum take { TAKE_NOTHING, TAKE_VALUE, TAKE_INLINE };

/*
 * What the handlers see of a sheet (ECMA-376 part 1, 18.3.1), as a pushdown of
 * two: in a row, in a cell.
 *
 *   <sheetData>
 *     <row r="2" hidden="1">            begin_row   r: number, may be absent
 *       <c r="B2" s="5" t="s">          begin_cell  s: style, t: kind
 *         <f>A1&amp;"x"</f> <v>17</v>   value       17: the shared text 17
 *       </c>                            end_cell → put_… → the grid
 *       <c t="inlineStr"><is><t>李</t><rPh>…</rPh></is></c>
 *     </row>                            end_row → the caller's row
 *
 * Writers other than Excel leave out r of rows or cells, or an <is> has
 * another t than inlineStr.
 */
struct reader {
	const struct xlsx_source *source;
	const struct xlsx_sink *sink;
	struct error *err;
	int status;
	struct xlsx_grid grid;
	/* the open row */
	long row, last_row;
	long named_row; /* as written, 0 none: what its cells must name */
	bool row_hidden, in_row;
	/* the open cell */
	int column, next_column;
	char kind; /* s i S b e d n */
	unsigned long style;
	bool formula, in_cell, has_inline;
	enum take take;
	int phonetic;
	struct buf value, inlined;
};

static void stop(struct reader *r, int status)
{
	r->status = status;
	xlsx_parts_stop(r->source->parts);
}

static void refuse(struct reader *r, enum error_kind kind, const char *why)
{
	stop(r, error_set(r->err, kind, _("row %ld: %s"), r->row, why));
}

/* "BC12" → column 55 (from 1), row 12; 0 where a part is missing. */
static void parse_ref(const char *ref, long *row, long *column)
{
	*row = *column = 0;
	for (; (*ref | 32) >= 'a' && (*ref | 32) <= 'z' && *column < 1 << 20;
	     ref++)
		*column = *column * 26 + ((*ref | 32) - 'a' + 1);
	for (; *ref >= '0' && *ref <= '9' && *row < 1 << 24; ref++)
		*row = *row * 10 + (*ref - '0');
}

static bool is_true(const char *value)
{
	return value && (*value == '1' || *value == 't');
}

/*
 * Programs that fill in a template row by row write <row r="1"> again and
 * again; Excel repairs such a file, by the order of coming.
 */
static void note_order(struct reader *r)
{
	struct sheet_problems *p = r->source->problems;

	if (p->count == PROBLEMS)
		return;
	MEM_GROW(p->list, p->count, p->cap);
	p->list[p->count++] = (struct sheet_problem){r->row, "row-order"};
}

static void begin_row(struct reader *r, const char **atts)
{
	const char *number = xml_in_get(atts, "r");
	long named = number ? strtol(number, NULL, 10) : 0;

	r->in_row = true;
	r->named_row = named > 0 ? named : 0;
	r->row = named > r->last_row ? named : r->last_row + 1;
	if (named > 0 && named != r->row)
		note_order(r);
	r->row_hidden = is_true(xml_in_get(atts, "hidden"));
	r->next_column = 0;
	if (r->row > XLSX_CELLS_ROWS)
		refuse(r, ERROR_LIMIT, _("more rows than a sheet can have"));
}

static void end_row(struct reader *r)
{
	struct sheet_row row;
	int status;

	r->in_row = false;
	r->last_row = r->row;
	if (!xlsx_grid_row(&r->grid, &row))
		return;
	row.number = row.line = r->row;
	row.hidden = r->row_hidden;
	status = r->sink->row(r->sink->ctx, &row, r->err);
	xlsx_grid_clear(&r->grid);
	if (status)
		stop(r, status);
}

/* ST_CellType by a letter; what is none of them is shown as a text. */
static char kind_of(const char *type)
{
	if (!type || strcmp(type, "n") == 0)
		return 'n';
	if (strcmp(type, "s") == 0)
		return 's';
	if (strcmp(type, "str") == 0)
		return 'S';
	if (strcmp(type, "inlineStr") == 0)
		return 'i';
	return *type == 'b' || *type == 'e' || *type == 'd' ? *type : 'S';
}

/* A row without a number takes that of its first cell that has one. */
static void check_row(struct reader *r, long row)
{
	if (row == 0 || row == (r->named_row ? r->named_row : r->row))
		return;
	if (r->named_row || row <= r->last_row) {
		refuse(r, ERROR_INPUT,
		       _("a cell belongs to another row; open the file in "
			 "Excel and save it again"));
		return;
	}
	r->row = r->named_row = row;
}

static void place(struct reader *r, const char *ref)
{
	long row = 0, column = 0;

	if (ref)
		parse_ref(ref, &row, &column);
	r->column = column ? (int)column - 1 : r->next_column;
	r->next_column = r->column + 1;
	check_row(r, row);
	if (r->column >= XLSX_CELLS_COLUMNS || row > XLSX_CELLS_ROWS)
		refuse(r, ERROR_LIMIT, _("more columns than a sheet can have"));
}

/* One walk over the attributes, not three: it comes once a cell. */
static void begin_cell(struct reader *r, const char **atts)
{
	const char *ref = NULL, *type = NULL;

	r->style = 0;
	for (; *atts; atts += 2) {
		if (strcmp(*atts, "r") == 0)
			ref = atts[1];
		else if (strcmp(*atts, "s") == 0)
			r->style = strtoul(atts[1], NULL, 10);
		else if (strcmp(*atts, "t") == 0)
			type = atts[1];
	}
	r->in_cell = true;
	r->has_inline = r->formula = false;
	r->kind = kind_of(type);
	r->take = TAKE_NOTHING;
	r->phonetic = 0;
	buf_clear(&r->value);
	buf_clear(&r->inlined);
	place(r, ref);
}

static void put_shared(struct reader *r, struct sheet_cell *cell)
{
	char *end;
	unsigned long index = strtoul(buf_str(&r->value), &end, 10);
	const char *text;

	if (!r->value.size)
		return;
	text = xlsx_strings_get(r->source->strings, index);
	if (!text || *end) {
		refuse(r, ERROR_INPUT,
		       _("a cell refers to a text that the workbook does not "
			 "have; open the file in Excel and save it again"));
		return;
	}
	cell->type = *text ? SHEET_TEXT : SHEET_EMPTY;
	xlsx_grid_put(&r->grid, r->column, cell, text);
}

static void put_text(struct reader *r, struct sheet_cell *cell, struct buf *b)
{
	b->size = b->size ? xlsx_strings_decode(b->data, b->size) : 0;
	if (cell_value_too_long(buf_str(b), b->size)) {
		refuse(r, ERROR_LIMIT,
		       _("a cell with more than 32,767 characters"));
		return;
	}
	cell->type = b->size ? SHEET_TEXT : SHEET_EMPTY;
	xlsx_grid_copy(&r->grid, r->column, cell, buf_str(b), b->size);
}

static void put_number(struct reader *r, struct sheet_cell *cell)
{
	enum cell_value_shape shape =
		xlsx_styles_shape(r->source->styles, r->style);
	char text[CELL_VALUE_SIZE];

	if (!r->value.size)
		return;
	if (cell_value_parse(r->value.data, r->value.size, &cell->number,
			     text) < 0) {
		put_text(r, cell, &r->value);
		return;
	}
	cell->type = SHEET_NUMBER;
	if (shape != CELL_VALUE_NUMBER &&
	    cell_value_date(cell->number, r->source->from_1904, shape, text) ==
		    0)
		cell->type = SHEET_DATE;
	xlsx_grid_copy(&r->grid, r->column, cell, text, strlen(text));
}

static bool is_midnight(const char *s)
{
	return strncmp(s, " 00:00:00", 9) == 0 &&
	       strspn(s + 9, ".0") == strlen(s + 9);
}

/*
 * t="d": ISO 8601 as it stands in the file → our form of it.
 *
 *   2025-09-01T00:00:00Z  →  2025-09-01
 *   2025-09-01T08:30:00   →  2025-09-01 08:30:00
 *   T08:30:00, PT5400S       stay
 */
static void put_iso_date(struct reader *r, struct sheet_cell *cell)
{
	struct buf *b = &r->value;
	char *t;

	if (b->size && b->data[b->size - 1] == 'Z')
		b->data[--b->size] = '\0';
	if (!b->size)
		return;
	t = memchr(b->data, 'T', b->size);
	if (t && t != b->data && b->data[0] != 'P')
		*t = ' ';
	if (t && is_midnight(t))
		b->size = (size_t)(t - b->data);
	if (!b->size)
		return;
	b->data[b->size] = '\0';
	cell->type = SHEET_DATE;
	cell_value_serial(b->data, r->source->from_1904, &cell->number);
	xlsx_grid_copy(&r->grid, r->column, cell, b->data, b->size);
}

static void put_word(struct reader *r, struct sheet_cell *cell)
{
	if (!r->value.size)
		return;
	if (r->kind == 'b') {
		bool yes = is_true(buf_str(&r->value));

		cell->type = SHEET_BOOL;
		xlsx_grid_put(&r->grid, r->column, cell,
			      yes ? "TRUE" : "FALSE");
		return;
	}
	cell->type = SHEET_ERROR;
	xlsx_grid_copy(&r->grid, r->column, cell, r->value.data, r->value.size);
}

static void put_cell(struct reader *r, struct sheet_cell *cell)
{
	if (r->has_inline && (r->kind == 'i' || !r->value.size)) {
		put_text(r, cell, &r->inlined);
		return;
	}
	switch (r->kind) {
	case 's':
		put_shared(r, cell);
		break;
	case 'i':
	case 'S':
		put_text(r, cell, &r->value);
		break;
	case 'b':
	case 'e':
		put_word(r, cell);
		break;
	case 'd':
		put_iso_date(r, cell);
		break;
	default:
		put_number(r, cell);
	}
}

/* Small files whose cells, or whose texts wanted again and again, are huge. */
static bool is_bomb(const struct reader *r)
{
	return xlsx_grid_text(&r->grid) / TEXT_RATIO >
	       TEXT_FLOOR / TEXT_RATIO + xlsx_parts_size(r->source->parts);
}

static void end_cell(struct reader *r)
{
	struct sheet_cell cell = {.formula = r->formula};

	r->in_cell = false;
	if (r->status)
		return;
	put_cell(r, &cell);
	if (!r->status && xlsx_grid_too_sparse(&r->grid))
		refuse(r, ERROR_LIMIT, _("cells far too wide apart"));
	if (!r->status && is_bomb(r))
		refuse(r, ERROR_LIMIT,
		       _("more text than a workbook of this size can hold, "
			 "as a bomb does"));
}

static void start_in_cell(struct reader *r, const char *name)
{
	if (strcmp(name, "v") == 0)
		r->take = TAKE_VALUE;
	else if (strcmp(name, "f") == 0)
		r->formula = true;
	else if (strcmp(name, "is") == 0)
		r->has_inline = true;
	else if (strcmp(name, "t") == 0)
		r->take = r->has_inline && !r->phonetic ? TAKE_INLINE
							: TAKE_NOTHING;
	else if (strcmp(name, "rPh") == 0)
		r->phonetic++;
}

static void start(void *ctx, const char *name, const char **atts)
{
	struct reader *r = ctx;

	if (r->in_cell)
		start_in_cell(r, name);
	else if (r->in_row && strcmp(name, "c") == 0)
		begin_cell(r, atts);
	else if (strcmp(name, "row") == 0)
		begin_row(r, atts);
}

static void end(void *ctx, const char *name)
{
	struct reader *r = ctx;

	if (r->in_cell) {
		if (strcmp(name, "c") == 0)
			end_cell(r);
		else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
			r->take = TAKE_NOTHING;
		else if (strcmp(name, "rPh") == 0)
			r->phonetic--;
	} else if (r->in_row && strcmp(name, "row") == 0) {
		end_row(r);
	}
}

static void text(void *ctx, const char *s, size_t n)
{
	struct reader *r = ctx;
	struct buf *b = r->take == TAKE_VALUE ? &r->value : &r->inlined;

	if (r->take == TAKE_NOTHING)
		return;
	if (b->size + n > RAW)
		refuse(r, ERROR_LIMIT,
		       _("a cell with more than 32,767 characters"));
	else
		buf_add(b, s, n);
}

int xlsx_cells_read(const struct xlsx_source *source, const char *part,
		    const struct xlsx_sink *sink, struct error *err)
{
	static const struct xml_in_handler handler = {
		.start = start, .end = end, .text = text};
	struct reader r = {.source = source, .sink = sink, .err = err};
	int status;

	status = xlsx_parts_parse(source->parts, part, &handler, &r, err);
	if (status == 0)
		status = error_set(err, ERROR_INPUT,
				   _("the workbook lacks the part %.100s"),
				   part);
	xlsx_grid_release(&r.grid);
	buf_release(&r.value);
	buf_release(&r.inlined);
	if (status < 0)
		return -1;
	return r.status;
}
