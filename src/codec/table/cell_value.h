/* SPDX-License-Identifier: MIT */
/*
 * The canonical text of a cell: whole numbers below 10^15 as integers, other
 * numbers in the shortest form that reads back the same, dates and times ISO
 * 8601 ("2025-09-01", "2025-09-01 08:30:00", "08:30:00", fractions of a
 * second with six digits, elapsed times "PT5400S").  Serial dates and number
 * formats are those of ECMA-376 part 1, 18.17.4 and 18.8.30, 18.8.31.  Pure,
 * thread-safe.
 */
#ifndef CODEC_TABLE_CELL_VALUE_H
#define CODEC_TABLE_CELL_VALUE_H

#include <stdbool.h>
#include <stddef.h>

enum {
	CELL_VALUE_SIZE = 48,	  /* with the NUL */
	CELL_VALUE_UNITS = 32767, /* UTF-16 units a cell, Excel's limit */
};

/* What a number is according to its number format. */
enum cell_value_shape {
	CELL_VALUE_NUMBER,
	CELL_VALUE_DATE,    /* a day, with or without a time */
	CELL_VALUE_TIME,    /* hours, minutes, seconds alone */
	CELL_VALUE_ELAPSED, /* [h]:mm and its kin */
};

/* The length of the text. */
size_t cell_value_number(double number, char out[CELL_VALUE_SIZE]);

/*
 * Read a decimal number as XML and DBF write it, and give its canonical text.
 * 0, or -1 when it is not a finite number.
 */
int cell_value_parse(const char *s, size_t n, double *number,
		     char out[CELL_VALUE_SIZE]);

/*
 * The date of a serial number, which counts days since 1899-12-30, or since
 * 1904-01-01.  Numbers below 1 are times without a day; since 1904, though,
 * they may be the first day, if the format shows a date.  Rounded to
 * milliseconds. -1 outside the years 1 to 9999.
 */
int cell_value_date(double serial, bool from_1904, enum cell_value_shape shape,
		    char out[CELL_VALUE_SIZE]);

/*
 * The serial number of a canonical date or time: 0, or -1 when it is not one.
 */
int cell_value_serial(const char *text, bool from_1904, double *serial);

/* Whether UTF-8 text is longer than a cell may be. */
bool cell_value_too_long(const char *s, size_t n);

/*
 * The shape that a number format code gives; its first section decides.  A code
 * of a single letter ("d", "h") shows only a part of a date, so it is a number.
 */
enum cell_value_shape cell_value_format(const char *code);

/* The same for the codes that are built in (ECMA-376 part 1, 18.8.30). */
enum cell_value_shape cell_value_builtin(unsigned id);

#endif
