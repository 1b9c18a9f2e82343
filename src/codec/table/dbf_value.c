/* SPDX-License-Identifier: MIT */
#include "codec/table/dbf_value.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "codec/table/cell_value.h"
#include "codec/table/dbf_text.h"

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

/* A text of digits as N and F fields hold it; "****" is an overflow. */
static void put_digits(const struct dbf_value_sink *d, struct sheet_cell *cell,
		       const char *s, size_t n)
{
	char text[CELL_VALUE_SIZE];

	cell->type = SHEET_NUMBER;
	if (cell_value_parse(s, n, &cell->number, text) == 0) {
		buf_adds(d->texts, text);
		return;
	}
	cell->type = n ? SHEET_TEXT : SHEET_EMPTY;
	dbf_text_convert(d->converter, s, n, d->texts);
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
	cell->type = SHEET_TEXT;
	dbf_text_convert(d->converter, s, n, d->texts);
}

/* FoxPro: Julian day and milliseconds. */
static void put_moment(const struct dbf_value_sink *d, struct sheet_cell *cell,
		       const char *s)
{
	long day = (long)little(s, 4), ms = (long)little(s + 4, 4);
	char text[CELL_VALUE_SIZE];
	double serial = (double)(day - 2415019) + (double)ms / 86400000.0;

	if (day == 0 ||
	    cell_value_date(serial, false, CELL_VALUE_DATE, text) < 0)
		return;
	cell->type = SHEET_DATE;
	cell->number = serial;
	buf_adds(d->texts, text);
}

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
	while (n && s[n - 1] == ' ')
		n--;
	if (f->type == 'C' || f->type == 'V') {
		cell->type = n ? SHEET_TEXT : SHEET_EMPTY;
		dbf_text_convert(d->converter, s, n, d->texts);
		return;
	}
	for (; n && *s == ' '; s++)
		n--;
	if (f->type == 'N' || f->type == 'F')
		put_digits(d, cell, s, n);
	else if (f->type == 'D')
		put_date(d, cell, s, n);
	else if (f->type == 'L' && n)
		put_logical(d, cell, *s);
}
