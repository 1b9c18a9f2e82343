/* SPDX-License-Identifier: MIT */
#include "codec/table/dbf_value.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "codec/table/cell_value.h"
#include "codec/table/dbf_text.h"

enum { DAY_0 = 2415019, DAY_MS = 86400000 };

static uint64_t little(const char *s, size_t n)
{
	uint64_t v = 0;

	while (n--)
		v = v << 8 | (unsigned char)s[n];
	return v;
}

static void put_number(const struct dbf_value_sink *d, struct sheet_cell *cell,
		       double number)
{
	char text[CELL_VALUE_SIZE];

	if (!isfinite(number))
		return;
	cell->type = SHEET_NUMBER;
	cell->number = number;
	buf_add(d->texts, text, cell_value_number(number, text));
}

static void put_text(const struct dbf_value_sink *d, struct sheet_cell *cell,
		     const char *s, size_t n)
{
	cell->type = n ? SHEET_TEXT : SHEET_EMPTY;
	dbf_text_convert(d->converter, s, n, d->texts);
}

/*
 * A text of digits as N and F fields hold it.  dBASE fills the field with '*'
 * when the number is too long for it; that stays a text, to be seen.
 */
static void put_digits(const struct dbf_value_sink *d, struct sheet_cell *cell,
		       const char *s, size_t n)
{
	char text[CELL_VALUE_SIZE];

	cell->type = SHEET_NUMBER;
	if (cell_value_parse(s, n, &cell->number, text) == 0) {
		buf_adds(d->texts, text);
		return;
	}
	put_text(d, cell, s, n);
}

static bool is_digits(const char *s, size_t n)
{
	while (n && *s >= '0' && *s <= '9')
		s++, n--;
	return n == 0;
}

static void put_date(const struct dbf_value_sink *d, struct sheet_cell *cell,
		     const char *s, size_t n)
{
	if (n == 8 && is_digits(s, n) && memcmp(s, "00000000", 8) != 0) {
		size_t at = d->texts->size;

		buf_addf(d->texts, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
		cell->type = SHEET_DATE;
		cell_value_serial(d->texts->data + at, false, &cell->number);
		return;
	}
	if (n == 0 || memcmp(s, "00000000", n < 8 ? n : 8) == 0)
		return;
	put_text(d, cell, s, n);
}

/*
 * FoxPro's T: eight bytes, least significant first.
 *
 *   +0 +1 +2 +3   Julian day number (2415019 is 1899-12-30, Excel's day 0)
 *   +4 +5 +6 +7   milliseconds since midnight
 */
static void put_moment(const struct dbf_value_sink *d, struct sheet_cell *cell,
		       const char *s)
{
	long day = (long)little(s, 4), ms = (long)little(s + 4, 4);
	char text[CELL_VALUE_SIZE];
	double serial = (double)(day - DAY_0) + (double)ms / DAY_MS;

	if (day == 0 ||
	    cell_value_date(serial, false, CELL_VALUE_DATE, text) < 0)
		return;
	cell->type = SHEET_DATE;
	cell->number = serial;
	buf_adds(d->texts, text);
}

/* FoxPro: integer, currency in ten-thousandths, moment, IEEE double. */
static void put_binary(const struct dbf_value_sink *d, struct sheet_cell *cell,
		       const struct dbf_value_field *f, const char *s)
{
	uint64_t bits = f->width <= 8 ? little(s, f->width) : 0;
	double number;

	if (f->type == 'I' && f->width == 4)
		put_number(d, cell, (double)(int32_t)(uint32_t)bits);
	else if (f->type == 'Y' && f->width == 8)
		put_number(d, cell, (double)(int64_t)bits / 10000);
	else if (f->type == 'T' && f->width == 8)
		put_moment(d, cell, s);
	else if (f->type == 'B' && f->width == 8) {
		memcpy(&number, &bits, sizeof(number));
		put_number(d, cell, number);
	}
}

static void put_logical(const struct dbf_value_sink *d, struct sheet_cell *cell,
			char c)
{
	if (!c || !strchr("YyTtNnFf", c))
		return;
	cell->type = SHEET_BOOL;
	buf_adds(d->texts, strchr("YyTt", c) ? "TRUE" : "FALSE");
}

/* Varchar: the last byte tells the length of a text that is not full. */
static size_t varchar_length(const char *s, size_t width)
{
	size_t n = width ? (unsigned char)s[width - 1] : 0;

	return n < width ? n : width;
}

/* N, F, D, L: padded with blanks on either side. */
static void put_padded(const struct dbf_value_sink *d, struct sheet_cell *cell,
		       char type, const char *s, size_t n)
{
	for (; n && *s == ' '; s++)
		n--;
	switch (type) {
	case 'N':
	case 'F':
		put_digits(d, cell, s, n);
		break;
	case 'D':
		put_date(d, cell, s, n);
		break;
	case 'L':
		put_logical(d, cell, n ? *s : '\0');
		break;
	}
}

void dbf_value_put(const struct dbf_value_sink *d,
		   const struct dbf_value_field *f, const char *record,
		   struct sheet_cell *cell)
{
	const char *s = record + f->at;
	size_t n = strnlen(s, f->width);

	if (f->type == 'V')
		n = strnlen(s, varchar_length(s, f->width));
	if (strchr("IYTB", f->type)) {
		put_binary(d, cell, f, s);
		return;
	}
	/* In front of a text blanks may be meant, behind it they are filling.
	 */
	while (n && s[n - 1] == ' ')
		n--;
	if (f->type == 'C' || f->type == 'V')
		put_text(d, cell, s, n);
	else
		put_padded(d, cell, f->type, s, n);
}
