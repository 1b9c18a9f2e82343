/* SPDX-License-Identifier: MIT */
#include "codec/table/xlsx_write.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/buf.h"
#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum {
	MAX_TEXT = 32767, /* UTF-16 units in a cell */
	MAX_SHEET_NAME = 31,
	THUMB_HEIGHT = 80, /* pixels on the sheet */
	THUMB_WIDTH = 10,  /* characters */
};

struct xlsx_write {
	lxw_workbook *book;
	lxw_worksheet *sheet;	   /* the last one */
	const struct table *table; /* of the last one, until the next */
	lxw_format *cell[3], *number[3], *percent[3], *money[3], *header;
	char *path, *temp, *heading; /* NULL = none */
	struct buf text;	     /* scratch of the cell in work */
	char sheet_name[MAX_SHEET_NAME * 4 + 1];
};

/*
 * libxlsxwriter writes "[ERROR][workbook_close]: …" to stderr, with names of
 * its own temporary files; what it returns says the same to a person.  glibc
 * lets stderr be another stream for a moment; only this thread writes to it.
 * No descriptor is needed for it: the lack of them is what there is to hide.
 */
struct hush {
	FILE *said, *nowhere;
};

static struct hush hush_begin(void)
{
	struct hush hush = {stderr, fmemopen(NULL, 1 << 12, "w")};

	if (hush.nowhere)
		stderr = hush.nowhere;
	errno = 0;
	return hush;
}

/* errno stays as the library left it. */
static void hush_end(const struct hush *hush)
{
	int why = errno;

	stderr = hush->said;
	if (hush->nowhere)
		fclose(hush->nowhere);
	errno = why;
}

/* By enum table_style: Excel's own cell styles Neutral and Bad. */
static void make_formats(struct xlsx_write *x)
{
	static const int fill[] = {0, 0xFFEB9C, 0xFFC7CE};
	static const int ink[] = {0, 0x7F6000, 0x9C0006};
	lxw_format **const kinds[] = {x->cell, x->number, x->percent, x->money};
	lxw_format *f;
	int i;

	for (i = 0; i < 12; i++) {
		f = workbook_add_format(x->book);
		kinds[i / 3][i % 3] = f;
		if (i < 3)
			format_set_num_format(f, "@");
		if (i / 3 == 2)
			format_set_num_format(f, "0.0%");
		if (i / 3 == 3)
			format_set_num_format(f, "0.00");
		format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
		if (i % 3 == 0)
			continue;
		format_set_bg_color(f, (lxw_color_t)fill[i % 3]);
		format_set_font_color(f, (lxw_color_t)ink[i % 3]);
	}
	x->header = workbook_add_format(x->book);
	format_set_bold(x->header);
	format_set_bg_color(x->header, 0xD9E2F3);
	format_set_bottom(x->header, LXW_BORDER_THIN);
	format_set_align(x->header, LXW_ALIGN_VERTICAL_CENTER);
}

struct xlsx_write *xlsx_write_open(const char *path, date_time at,
				   struct error *err)
{
	struct xlsx_write *x = mem_xcalloc(1, sizeof(*x));
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};
	/* Else the time of the run is written: other bytes each time. */
	lxw_doc_properties about = {.created = (time_t)(at > 0 ? at : 1)};
	struct hush hush;

	x->path = mem_xstrdup(path);
	if (file_temp(path, &x->temp, err) < 0) {
		xlsx_write_abandon(x);
		return NULL;
	}
	hush = hush_begin();
	x->book = workbook_new_opt(x->temp, &options);
	hush_end(&hush);
	if (!x->book) {
		error_set(err, ERROR_SYSTEM, _("cannot write %s"), path);
		xlsx_write_abandon(x);
		return NULL;
	}
	workbook_set_properties(x->book, &about);
	make_formats(x);
	return x;
}

/* As the codes of a header have it: & doubled, and 255 characters at most. */
static void add_head(struct buf *out, const char *text, int most)
{
	size_t n, len;

	for (n = strlen(text); n && most > 0; text += len, n -= len, most--) {
		text_decode(text, n, &len);
		buf_add(out, text, len);
		if (*text == '&') {
			buf_addc(out, '&');
			most--;
		}
	}
}

void xlsx_write_heading(struct xlsx_write *x, const char *title,
			const char *about)
{
	struct buf safe = BUF_INIT, head = BUF_INIT;

	text_safe(&safe, title);
	buf_adds(&head, "&L&B");
	add_head(&head, buf_str(&safe), 60);
	buf_clear(&safe);
	text_safe(&safe, about);
	buf_adds(&head, "&B&R");
	add_head(&head, buf_str(&safe), 160);
	free(x->heading);
	x->heading = buf_detach(&head, NULL);
	buf_release(&safe);
}

/* On A4 with the columns' header on each page; lying when it is wide. */
static void set_paper(struct xlsx_write *x, const struct table *t)
{
	int chars = t->n_thumbs ? THUMB_WIDTH : 0;
	size_t i;

	for (i = 0; i < t->n_columns; i++)
		chars += table_width(t, i) + 2;
	worksheet_set_paper(x->sheet, 9); /* A4 */
	if (chars > 90)
		worksheet_set_landscape(x->sheet);
	worksheet_repeat_rows(x->sheet, 0, 0);
	worksheet_set_margins(x->sheet, .4, .4, .7, .6);
	worksheet_set_footer(x->sheet, _("&Rpage &P of &N"));
	if (x->heading)
		worksheet_set_header(x->sheet, x->heading);
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

/* Excel reads _xHHHH_ as one character, also where it was meant literally. */
static bool looks_escaped(const char *s, size_t n)
{
	return n >= 7 && s[0] == '_' && s[1] == 'x' && is_hex(s[2]) &&
	       is_hex(s[3]) && is_hex(s[4]) && is_hex(s[5]) && s[6] == '_';
}

/* Char of XML 1.0 without DEL and CR, which readers turn into a line feed. */
static bool is_xml(uint32_t c)
{
	return c == '\t' || c == '\n' ||
	       (c >= 0x20 && c != 0x7f && c < 0xfffe) || c > 0xffff;
}

/*
 * libxlsxwriter passes bad UTF-8 and control characters through, and then no
 * program opens the file; a literal "_x0041_" it does not escape.
 */
static const char *clean(struct buf *out, const char *s)
{
	size_t n = strlen(s), len;
	int units = 0;
	uint32_t c;

	buf_clear(out);
	for (; n; s += len, n -= len) {
		bool escape = looks_escaped(s, n);

		c = text_decode(s, n, &len);
		units += (c > 0xffff ? 2 : 1) + (escape ? 6 : 0);
		if (units > MAX_TEXT)
			break;
		if (escape)
			buf_adds(out, "_x005F");
		text_encode(out, is_xml(c) ? c : 0xfffd);
	}
	return buf_str(out);
}

static bool name_is_taken(const struct xlsx_write *x, const char *name)
{
	return workbook_get_worksheet_by_name(x->book, name) != NULL;
}

/* What Excel allows in a tab's name; it offers to repair a file with others. */
static bool fits_sheet_name(uint32_t c)
{
	return c >= 32 && !(c < 128 && strchr("[]:*?/\\'", (int)c));
}

static void add_sheet_name(struct buf *out, const char *name)
{
	size_t n = strlen(name), len, units = 0;
	uint32_t c;

	/* Four characters are kept free for the number of a second one. */
	for (; n && units < MAX_SHEET_NAME - 4; name += len, n -= len) {
		c = text_decode(name, n, &len);
		if (!fits_sheet_name(c))
			c = '_';
		text_encode(out, is_xml(c) ? c : 0xfffd);
		units += c > 0xffff ? 2 : 1;
	}
	if (!out->size)
		buf_adds(out, "Sheet");
}

static void choose_sheet_name(struct xlsx_write *x, const char *name)
{
	struct buf out = BUF_INIT;
	int i;

	add_sheet_name(&out, name);
	snprintf(x->sheet_name, sizeof(x->sheet_name), "%s", out.data);
	for (i = 2; i < 1000 && name_is_taken(x, x->sheet_name); i++)
		snprintf(x->sheet_name, sizeof(x->sheet_name), "%.100s_%d",
			 out.data, i);
	buf_release(&out);
}

static void write_header(struct xlsx_write *x, const struct table *t)
{
	lxw_worksheet *sheet = x->sheet;
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i,
				     table_width(t, i) + 2.5, NULL);
		worksheet_write_string(sheet, 0, (lxw_col_t)i,
				       clean(&x->text, t->columns[i].title),
				       x->header);
	}
	if (t->n_thumbs) {
		worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i,
				     THUMB_WIDTH, NULL);
		worksheet_write_string(sheet, 0, (lxw_col_t)i, _("Photo"),
				       x->header);
	}
	worksheet_freeze_panes(sheet, 1, 0);
}

/* "12.5%" is 0.125 to Excel; read so, 5.6% is 0.056 and not a bit less. */
static bool read_percent(const char *text, double *share)
{
	size_t n = strlen(text);
	char digits[40];

	if (n < 2 || n > 32 || text[n - 1] != '%')
		return false;
	snprintf(digits, sizeof(digits), "%.*se-2", (int)(n - 1), text);
	return text_to_double(digits, share) == 0;
}

/*
 * "nan" and "-" in a column of numbers stay texts, and so does what a number
 * would lose: leading zeros, and digits beyond the 15 that Excel keeps.
 */
static bool read_number(const char *text, double *value)
{
	const char *digits = text + (*text == '-');

	if (strspn(digits, "0123456789.") != strlen(digits) ||
	    strlen(digits) > 15 ||
	    (digits[0] == '0' && digits[1] != '.' && digits[1]))
		return false;
	return text_to_double(text, value) == 0;
}

/* An amount of money stays "30.00". */
static bool has_cents(const char *text)
{
	const char *point = strchr(text, '.');

	return point && strlen(point) == 3;
}

static int write_cell(struct xlsx_write *x, const struct table *t, size_t row,
		      size_t column)
{
	const char *text = table_text(t, row, column);
	enum table_style style = table_cell_style(t, row, column);
	lxw_row_t at = (lxw_row_t)row + 1;
	double value;

	if (!*text && style == TABLE_NORMAL)
		return 0;
	if (t->columns[column].number && read_number(text, &value))
		return worksheet_write_number(
			x->sheet, at, (lxw_col_t)column, value,
			has_cents(text) ? x->money[style] : x->number[style]);
	if (t->columns[column].number && read_percent(text, &value))
		return worksheet_write_number(x->sheet, at, (lxw_col_t)column,
					      value, x->percent[style]);
	return worksheet_write_string(x->sheet, at, (lxw_col_t)column,
				      clean(&x->text, text), x->cell[style]);
}

/* The height of a picture tells the scale; SOFn of the JPEG names it. */
static int jpeg_height(const struct table_thumb *thumb)
{
	const unsigned char *p = thumb->bytes;
	size_t i = 2, n = thumb->size;

	while (i + 9 < n && p[i] == 0xff) {
		if (p[i + 1] >= 0xc0 && p[i + 1] <= 0xc2)
			return p[i + 5] << 8 | p[i + 6];
		i += 2 + (size_t)(p[i + 2] << 8 | p[i + 3]);
	}
	return 0;
}

static int write_thumb(struct xlsx_write *x, const struct table *t, size_t row)
{
	const struct table_thumb *thumb = table_row_thumb(t, row);
	lxw_image_options options = {.x_offset = 2, .y_offset = 2};
	int height;

	if (!thumb)
		return 0;
	height = jpeg_height(thumb);
	if (height < 1)
		return 0;
	options.x_scale = options.y_scale = (double)THUMB_HEIGHT / height;
	options.object_position = LXW_OBJECT_MOVE_AND_SIZE;
	options.decorative = LXW_TRUE;
	return worksheet_insert_image_buffer_opt(
		x->sheet, (lxw_row_t)row + 1, (lxw_col_t)t->n_columns,
		thumb->bytes, thumb->size, &options);
}

/* From zero, or the least of the column would look like nothing. */
static int write_bars(struct xlsx_write *x, const struct table *t)
{
	lxw_conditional_format bar = {
		.type = LXW_CONDITIONAL_DATA_BAR,
		.min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
		.bar_color = 0x9DC3E6,
	};
	int result = LXW_NO_ERROR;
	size_t i;

	for (i = 0; i < t->n_columns && result == LXW_NO_ERROR; i++)
		if (t->columns[i].bar && t->n_rows)
			result = worksheet_conditional_format_range(
				x->sheet, 1, (lxw_col_t)i, (lxw_row_t)t->n_rows,
				(lxw_col_t)i, &bar);
	return result;
}

static int write_rows(struct xlsx_write *x, const struct table *t)
{
	int result = LXW_NO_ERROR;
	size_t row, column;

	/*
	 * Row heights are lost in constant memory; the default one is not.
	 * It is in points, thumbnails are in pixels of 96 an inch.
	 */
	if (t->n_thumbs)
		worksheet_set_default_row(x->sheet, (THUMB_HEIGHT + 4) * .75,
					  LXW_FALSE);
	write_header(x, t);
	set_paper(x, t);
	for (row = 0; row < t->n_rows && result == LXW_NO_ERROR; row++) {
		if (cancel_signal())
			break;
		for (column = 0; column < t->n_columns; column++)
			if (result == LXW_NO_ERROR)
				result = write_cell(x, t, row, column);
		if (result == LXW_NO_ERROR)
			result = write_thumb(x, t, row);
	}
	if (result == LXW_NO_ERROR)
		result = write_bars(x, t);
	worksheet_autofilter(x->sheet, 0, 0, (lxw_row_t)t->n_rows,
			     (lxw_col_t)(t->n_columns - 1));
	/* Excel's green corners: our numbers are texts on purpose. */
	worksheet_ignore_errors(x->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
				"A1:XFD1048576");
	return result;
}

/* The system's word where there is one: the library's is in English. */
static int failed(const struct xlsx_write *x, int code, struct error *err)
{
	if (errno && code <= LXW_ERROR_ZIP_CLOSE)
		return error_set_errno(err, _("cannot write %s"), x->path);
	return error_set(err, ERROR_SYSTEM, _("cannot write %s: %s"), x->path,
			 lxw_strerror((lxw_error)code));
}

int xlsx_write_sheet(struct xlsx_write *x, const char *name,
		     const struct table *t, struct error *err)
{
	struct hush hush;
	int code;

	if (!t->n_columns || t->n_columns > XLSX_WRITE_MAX_COLUMNS ||
	    t->n_rows > XLSX_WRITE_MAX_ROWS)
		return error_set(
			err, ERROR_LIMIT,
			_("%s: %zu rows of %zu columns do not fit into "
			  "an Excel sheet; choose .csv"),
			x->path, t->n_rows, t->n_columns);
	choose_sheet_name(x, name);
	hush = hush_begin();
	x->sheet = workbook_add_worksheet(x->book, x->sheet_name);
	x->table = t;
	code = x->sheet ? write_rows(x, t) : LXW_ERROR_MEMORY_MALLOC_FAILED;
	hush_end(&hush);
	return code == LXW_NO_ERROR ? cancel_check(err) : failed(x, code, err);
}

static void add_series(struct xlsx_write *x, lxw_chart *chart,
		       const struct xlsx_write_chart *how, size_t column)
{
	lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
	lxw_row_t first = (lxw_row_t)how->first_row + 1;
	lxw_row_t last = (lxw_row_t)how->last_row + 1;

	chart_series_set_categories(series, x->sheet_name, first,
				    (lxw_col_t)how->label_column, last,
				    (lxw_col_t)how->label_column);
	chart_series_set_values(series, x->sheet_name, first, (lxw_col_t)column,
				last, (lxw_col_t)column);
	chart_series_set_name(series,
			      clean(&x->text, x->table->columns[column].title));
}

int xlsx_write_chart(struct xlsx_write *x, const struct xlsx_write_chart *chart,
		     struct error *err)
{
	lxw_chart *made;
	size_t i;
	int code;

	if (!x->sheet || chart->last_value >= x->table->n_columns ||
	    chart->last_row >= x->table->n_rows)
		BUG("a chart outside its table");
	made = workbook_add_chart(x->book, chart->stacked
						   ? LXW_CHART_COLUMN_STACKED
						   : LXW_CHART_COLUMN);
	for (i = chart->first_value; i <= chart->last_value; i++)
		add_series(x, made, chart, i);
	if (chart->title)
		chart_title_set_name(made, clean(&x->text, chart->title));
	code = worksheet_insert_chart(
		x->sheet, 1, (lxw_col_t)(x->table->n_columns + 1), made);
	return code == LXW_NO_ERROR ? 0 : failed(x, code, err);
}

static void release(struct xlsx_write *x)
{
	file_abandon(&x->temp);
	free(x->path);
	free(x->heading);
	buf_release(&x->text);
	free(x);
}

static int close_quietly(lxw_workbook *book)
{
	struct hush hush = hush_begin();
	int code = workbook_close(book);

	hush_end(&hush);
	return code;
}

int xlsx_write_close(struct xlsx_write *take_x, mode_t mode, struct error *err)
{
	int code = close_quietly(take_x->book), result = 0;

	if (code != LXW_NO_ERROR)
		result = failed(take_x, code, err);
	if (result == 0)
		result = file_commit(&take_x->temp, take_x->path, mode, err);
	release(take_x);
	return result;
}

void xlsx_write_abandon(struct xlsx_write *take_x)
{
	if (!take_x)
		return;
	lxw_workbook_free(take_x->book);
	release(take_x);
}
