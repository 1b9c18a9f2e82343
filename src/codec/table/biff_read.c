/* SPDX-License-Identifier: MIT */
#include "codec/table/biff_read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "codec/table/biff_book.h"
#include "codec/table/cfb_read.h"
#include "codec/table/xlsx_cells.h"
#include "codec/table/xlsx_grid.h"

enum {
	ROWS = 65536,
	TEXT_RATIO = 300,      /* most text of all rows : bytes of the file */
	TEXT_FLOOR = 64 << 20, /* bytes of text that any file may have */
	NESTED = 64,	       /* charts within a sheet */
};

/* Records of cells; those of BIFF2 have 00 for the 02. */
enum record {
	NUMBER = 0x203,
	LABEL = 0x204,
	BOOLERR = 0x205,
	FORMULA = 0x06,
	FORMULA_3 = 0x206,
	FORMULA_4 = 0x406,
	STRING = 0x207,
	ROW = 0x208,
	INTEGER_2 = 0x02,
	RSTRING = 0xd6,
	RK = 0x27e,
	MULRK = 0xbd,
	LABELSST = 0xfd,
	END_OF_FILE = 0x0a,
};

/*
 * A cell record, and where its value begins: at 6, in BIFF2 at 7.
 *
 *   BIFF3 …  0 row   2 column   4 style (XF)                    6 value
 *   BIFF2    0 row   2 column   4 …   5 number format (6 bits)  7 value
 */
struct cell {
	uint32_t row;
	uint16_t column;
	uint8_t type; /* enum sheet_cell_type */
	uint8_t shape;
	bool formula,
		shared; /* shared: text is of the book, at is its number */
	double number;
	size_t at; /* of the text in texts */
	size_t order;
};

struct biff_read {
	struct biff_book book;
	size_t bytes;
};

/* One sheet, while its records are gone through. */
struct pass {
	struct biff_read *b;
	struct cell *cells;
	size_t count, cap;
	struct buf texts;
	unsigned char *hidden; /* a bit a row */
	bool wants_string;     /* the last cell's text is in the next record */
	struct xlsx_grid grid;
	sheet_row_fn fn;
	void *ctx;
	struct error *err;
};

static unsigned get16(const unsigned char *p)
{
	return p[0] | (unsigned)p[1] << 8;
}

static uint32_t get32(const unsigned char *p)
{
	return get16(p) | (uint32_t)get16(p + 2) << 16;
}

static double get_double(const unsigned char *p)
{
	uint64_t bits = get32(p) | (uint64_t)get32(p + 4) << 32;
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

/* 30 bits: an integer, or the upper part of a double; maybe a hundredth. */
static double get_rk(const unsigned char *p)
{
	uint32_t rk = get32(p);
	uint64_t bits = (uint64_t)(rk & ~3U) << 32;
	double value;

	if (rk & 2)
		value = (double)((int32_t)rk >> 2);
	else
		memcpy(&value, &bits, sizeof(value));
	return rk & 1 ? value / 100 : value;
}

static struct cell *add_cell(struct pass *p, unsigned row, unsigned column,
			     enum sheet_cell_type type)
{
	struct cell *cell;

	MEM_GROW(p->cells, p->count, p->cap);
	cell = &p->cells[p->count];
	*cell = (struct cell){.row = row,
			      .column = (uint16_t)column,
			      .type = (uint8_t)type,
			      .order = p->count};
	p->count++;
	return cell;
}

static int version(const struct pass *p)
{
	return p->b->book.version;
}

static size_t value_at(const struct pass *p)
{
	return version(p) == 2 ? 7 : 6;
}

static void set_shape(const struct pass *p, const struct biff_record *r,
		      struct cell *cell)
{
	const struct biff_book *book = &p->b->book;

	cell->shape =
		(uint8_t)(version(p) == 2
				  ? biff_book_format(book, r->data[5] & 0x3f)
				  : biff_book_shape(book, get16(r->data + 4)));
}

static struct cell *begin_cell(struct pass *p, const struct biff_record *r,
			       enum sheet_cell_type type)
{
	struct cell *cell =
		add_cell(p, get16(r->data), get16(r->data + 2), type);

	set_shape(p, r, cell);
	return cell;
}

static void add_text(struct pass *p, struct cell *cell, const char *text)
{
	cell->at = p->texts.size;
	buf_adds(&p->texts, text);
	buf_addc(&p->texts, '\0');
}

static const char *error_text(unsigned code)
{
	switch (code) {
	case 0x00:
		return "#NULL!";
	case 0x07:
		return "#DIV/0!";
	case 0x0f:
		return "#VALUE!";
	case 0x17:
		return "#REF!";
	case 0x1d:
		return "#NAME?";
	case 0x24:
		return "#NUM!";
	default:
		return "#N/A";
	}
}

static void set_word(struct pass *p, struct cell *cell, bool is_error,
		     unsigned value)
{
	cell->type = is_error ? SHEET_ERROR : SHEET_BOOL;
	add_text(p, cell,
		 is_error ? error_text(value)
		 : value  ? "TRUE"
			  : "FALSE");
}

/*
 * A text with its length before it, onto the cell: two bytes of it, in BIFF2
 * one; characters, in BIFF8 after a flag.
 */
static void set_string(struct pass *p, struct cell *cell,
		       const struct biff_record *r, size_t at,
		       const struct biff_cursor *after)
{
	size_t head = version(p) == 2 ? 1 : 2, n;
	struct biff_run run;

	cell->type = SHEET_TEXT;
	cell->at = p->texts.size;
	if (version(p) == 8) {
		run = biff_string_run(r, at, after);
		biff_string_unicode(&run, true, &p->texts);
	} else if (r->n >= at + head) {
		n = head == 1 ? r->data[at] : get16(r->data + at);
		if (n > r->n - at - head)
			n = r->n - at - head;
		biff_string_bytes(r->data + at + head, n, p->b->book.charset,
				  &p->texts);
	}
	buf_addc(&p->texts, '\0');
}

/*
 * The cached result, 8 bytes: a double, or with FF FF at its end 0 text (in the
 * next record), 1 truth, 2 error, 3 empty text.
 */
static void take_formula(struct pass *p, const struct biff_record *r)
{
	size_t at = value_at(p);
	const unsigned char *v = r->data + at;
	struct cell *cell;

	if (r->n < at + 8)
		return;
	cell = begin_cell(p, r, SHEET_NUMBER);
	cell->formula = true;
	if (v[6] != 0xff || v[7] != 0xff) {
		cell->number = get_double(v);
		return;
	}
	if (v[0] == 1 || v[0] == 2) {
		set_word(p, cell, v[0] == 2, v[2]);
		return;
	}
	cell->type = SHEET_EMPTY;
	p->wants_string = v[0] == 0;
}

static void take_multiple(struct pass *p, const struct biff_record *r)
{
	unsigned row = get16(r->data), column = get16(r->data + 2);
	size_t at;

	for (at = 4; at + 6 <= r->n - 2; at += 6, column++) {
		struct cell *cell = add_cell(p, row, column, SHEET_NUMBER);

		cell->shape = (uint8_t)biff_book_shape(&p->b->book,
						       get16(r->data + at));
		cell->number = get_rk(r->data + at + 2);
	}
}

static void take_row(struct pass *p, const struct biff_record *r)
{
	unsigned row = get16(r->data);

	/* BIFF3 on: 12 options, 20 = height 0 */
	if (version(p) > 2 && r->n >= 16 && r->data[12] & 0x20)
		p->hidden[row / 8] |= (unsigned char)(1U << row % 8);
}

static bool take_number(struct pass *p, unsigned type,
			const struct biff_record *r)
{
	size_t at = value_at(p), left = r->n - at;
	const unsigned char *v = r->data + at;

	if (type == NUMBER && left >= 8)
		begin_cell(p, r, SHEET_NUMBER)->number = get_double(v);
	else if (type == RK && left >= 4)
		begin_cell(p, r, SHEET_NUMBER)->number = get_rk(v);
	else if (type == INTEGER_2 && left >= 2)
		begin_cell(p, r, SHEET_NUMBER)->number = get16(v);
	else
		return false;
	return true;
}

/* A record of one cell, the old ones by their new numbers. */
static void take_value(struct pass *p, unsigned type,
		       const struct biff_record *r,
		       const struct biff_cursor *after)
{
	size_t at = value_at(p), left = r->n - at;
	const unsigned char *v = r->data + at;
	struct cell *cell;

	if (take_number(p, type, r))
		return;
	if (type == LABELSST && left >= 4) {
		cell = begin_cell(p, r, SHEET_TEXT);
		cell->shared = true;
		cell->at = get32(v);
	} else if (type == LABEL || type == RSTRING) {
		set_string(p, begin_cell(p, r, SHEET_TEXT), r, at, after);
	} else if (type == BOOLERR && left >= 2) {
		cell = begin_cell(p, r, SHEET_BOOL);
		set_word(p, cell, v[1] != 0, v[0]);
	}
}

/* 03 … 08 of BIFF2 → 203 … 208. */
static unsigned type_of(const struct pass *p, const struct biff_record *r)
{
	unsigned type = r->type;

	if (type == FORMULA_3 || type == FORMULA_4)
		return FORMULA;
	if (version(p) == 2 && type >= 3 && type <= 8 && type != FORMULA)
		return type | 0x200;
	return type;
}

static void take_record(struct pass *p, const struct biff_record *r,
			const struct biff_cursor *after)
{
	unsigned type = type_of(p, r);

	if (type == STRING && p->wants_string && p->count) {
		set_string(p, &p->cells[p->count - 1], r, 0, after);
		p->wants_string = false;
	} else if (type == ROW && r->n >= 2) {
		take_row(p, r);
	} else if (type == MULRK && r->n >= 12) {
		take_multiple(p, r);
	} else if (type == FORMULA) {
		take_formula(p, r);
	} else if (r->n > value_at(p)) {
		take_value(p, type, r, after);
	}
}

static bool is_bof(unsigned type)
{
	return (type & 0xff) == 9 && (type & ~0xe00U) == 9;
}

/* The sheet's records up to its end; what a chart within it has is not its. */
static int gather(struct pass *p, size_t at)
{
	const struct buf *stream = &p->b->book.stream;
	struct biff_cursor c = {(const unsigned char *)buf_str(stream), NULL};
	struct biff_record r;
	int level = 0;

	c.end = c.p + stream->size;
	if (at >= stream->size)
		return error_set(p->err, ERROR_INPUT,
				 _("the workbook is damaged; ask for it "
				   "again"));
	c.p += at;
	if (!biff_string_next(&c, &r) || !is_bof(r.type))
		return error_set(p->err, ERROR_INPUT,
				 _("the workbook is damaged; ask for it "
				   "again"));
	while (biff_string_next(&c, &r)) {
		if (r.type == END_OF_FILE && level-- == 0)
			return 0;
		if (is_bof(r.type) && ++level > NESTED)
			break;
		if (level == 0)
			take_record(p, &r, &c);
	}
	return 0;
}

static int by_place(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static void sort(struct pass *p)
{
	size_t i;

	for (i = 1; i < p->count; i++)
		if (by_place(&p->cells[i - 1], &p->cells[i]) > 0)
			break;
	if (i < p->count)
		qsort(p->cells, p->count, sizeof(*p->cells), by_place);
}

static void put_number(struct pass *p, const struct cell *c,
		       struct sheet_cell *cell)
{
	char text[CELL_VALUE_SIZE];
	enum cell_value_shape shape = (enum cell_value_shape)c->shape;

	cell->number = c->number;
	if (c->number - c->number != 0) /* no finite one */
		return;
	if (shape != CELL_VALUE_NUMBER &&
	    cell_value_date(c->number, p->b->book.from_1904, shape, text) == 0)
		cell->type = SHEET_DATE;
	else
		cell_value_number(c->number, text);
	xlsx_grid_copy(&p->grid, c->column, cell, text, strlen(text));
}

static int refuse(const struct pass *p, const struct cell *c, const char *why)
{
	return error_set(p->err, ERROR_LIMIT, _("row %ld: %s"),
			 (long)c->row + 1, why);
}

static int put_text(struct pass *p, const struct cell *c,
		    struct sheet_cell *cell)
{
	const char *text = p->texts.data ? p->texts.data + c->at : "";

	if (c->shared)
		text = xlsx_strings_get(&p->b->book.strings, c->at);
	if (!text)
		return error_set(p->err, ERROR_INPUT, _("row %ld: %s"),
				 (long)c->row + 1,
				 _("a cell refers to a text that the workbook "
				   "does not have; open the file in Excel and "
				   "save it again"));
	if (!c->shared && cell_value_too_long(text, strlen(text)))
		return refuse(p, c,
			      _("a cell with more than 32,767 characters"));
	if (!*text)
		cell->type = SHEET_EMPTY;
	xlsx_grid_put(&p->grid, c->column, cell, text);
	return 0;
}

static int put_cell(struct pass *p, const struct cell *c)
{
	struct sheet_cell cell = {.type = (enum sheet_cell_type)c->type,
				  .formula = c->formula};

	if (c->column >= XLSX_CELLS_COLUMNS)
		return refuse(p, c, _("more columns than a sheet can have"));
	if (c->type == SHEET_NUMBER)
		put_number(p, c, &cell);
	else if (c->type != SHEET_EMPTY && put_text(p, c, &cell) < 0)
		return -1;
	if (xlsx_grid_too_sparse(&p->grid))
		return refuse(p, c, _("cells far too wide apart"));
	if (xlsx_grid_text(&p->grid) / TEXT_RATIO >
	    TEXT_FLOOR / TEXT_RATIO + p->b->bytes)
		return refuse(p, c,
			      _("more text than a workbook of this size can "
				"hold, as a bomb does"));
	return 0;
}

static int deliver(struct pass *p, uint32_t number)
{
	struct sheet_row row;
	int status;

	if (!xlsx_grid_row(&p->grid, &row))
		return 0;
	row.number = row.line = (long)number + 1;
	row.hidden = p->hidden[number / 8] >> number % 8 & 1;
	status = p->fn(p->ctx, &row, p->err);
	xlsx_grid_clear(&p->grid);
	return status;
}

static int deliver_all(struct pass *p)
{
	size_t i;
	int status = 0;

	sort(p);
	for (i = 0; i < p->count && status == 0; i++) {
		status = put_cell(p, &p->cells[i]);
		if (status == 0 && (i + 1 == p->count ||
				    p->cells[i + 1].row != p->cells[i].row))
			status = deliver(p, p->cells[i].row);
	}
	return status;
}

int biff_read_rows(struct biff_read *b, size_t index, sheet_row_fn fn,
		   void *ctx, struct error *err)
{
	struct pass p = {.b = b, .fn = fn, .ctx = ctx, .err = err};
	int status;

	p.hidden = mem_xcalloc(ROWS / 8, 1);
	status = gather(&p, b->book.tabs[index].at);
	if (status == 0)
		status = deliver_all(&p);
	xlsx_grid_release(&p.grid);
	buf_release(&p.texts);
	free(p.cells);
	free(p.hidden);
	return status;
}

/* BOF: 09 00, 09 02, 09 04 or 09 08, then its length, 4 to 16. */
bool biff_read_sniff(const void *bytes, size_t n)
{
	const unsigned char *b = bytes;

	return n > 8 && b[0] == 9 &&
	       (b[1] == 0 || b[1] == 2 || b[1] == 4 || b[1] == 8) &&
	       b[2] >= 4 && b[2] <= 16 && b[3] == 0;
}

struct biff_read *biff_read_open(const void *bytes, size_t n,
				 const char *charset, struct error *err)
{
	static const char *const names[] = {"Workbook", "Book", NULL};
	struct biff_read *b = mem_xcalloc(1, sizeof(*b));
	int status = 0;

	b->bytes = n;
	b->book.charset = charset;
	b->book.charset_asked = charset != NULL;
	if (biff_read_sniff(bytes, n))
		buf_add(&b->book.stream, bytes, n);
	else
		status = cfb_read_stream(bytes, n, names, &b->book.stream, err);
	if (status == 0 && biff_book_load(&b->book, err) == 0)
		return b;
	biff_read_close(b);
	return NULL;
}

void biff_read_close(struct biff_read *b)
{
	if (!b)
		return;
	biff_book_release(&b->book);
	free(b);
}

size_t biff_read_count(const struct biff_read *b)
{
	return b->book.tab_count;
}

struct sheet_tab biff_read_info(const struct biff_read *b, size_t index)
{
	return (struct sheet_tab){.name = b->book.tabs[index].name,
				  .state = b->book.tabs[index].state};
}
