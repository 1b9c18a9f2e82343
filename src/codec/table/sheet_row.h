/* SPDX-License-Identifier: MIT */
/*
 * What the readers of all kinds of tables give: rows of cells, names of sheets,
 * problems.  Each reader (csv_read, xlsx_read, …) fills these structs;
 * codec/table/sheet.h chooses the reader.  Plain values; all texts are borrowed
 * and UTF-8.
 */
#ifndef CODEC_TABLE_SHEET_ROW_H
#define CODEC_TABLE_SHEET_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum sheet_cell_type {
	SHEET_EMPTY,
	SHEET_TEXT,
	SHEET_NUMBER,
	SHEET_DATE,
	SHEET_BOOL,
	SHEET_ERROR,
};

struct sheet_cell {
	enum sheet_cell_type type;
	const char *text; /* never NULL; "" when empty */
	double number;	  /* the raw value of NUMBER and DATE cells */
	bool formula;	  /* text is the cached value */
};

struct sheet_row {
	/*
	 * Counted from 1.  XLSX: the row number that Excel shows.  CSV, DBF:
	 * the number of the record (a line feed inside quotes does not start a
	 * new record, a blank line is a record); DBF: 0 = the field names,
	 * which come first.  Rows whose cells are all empty are left out.
	 */
	long number;
	long line;     /* CSV: first line of the record; else = number */
	bool hidden;   /* XLSX: hidden row; DBF: deleted record */
	size_t count;  /* cells up to the last that is not empty */
	size_t fields; /* CSV, DBF: fields of the record; else = count */
	const struct sheet_cell *cells; /* borrowed until the callback ends */
};

/* Called for each row; a non-zero return stops the reading. */
typedef int (*sheet_row_fn)(void *ctx, const struct sheet_row *row,
			    struct error *err);

struct sheet_tab {
	const char *name;  /* borrowed from the handle */
	const char *state; /* "visible", "hidden", "veryHidden" */
};

/* Something wrong with a file that did not keep it from being read. */
struct sheet_problem {
	long line; /* of a workbook: the row */
	/*
	 * "bare-quote", "unclosed-quote": the quote was taken as a character
	 * (only if lenient); "extra-field", "missing-field": not the usual
	 * number of the first lines; "bad-bytes", "nul": read as U+FFFD;
	 * "row-order": the row's number repeats or decreases, it was given a
	 * new one; "memo": its text could not be read; "no-memo-file":
	 * reported once, with line 0
	 */
	const char *what;
};

struct sheet_problems {
	struct sheet_problem *list;
	size_t count, cap;
};

struct sheet_options {
	const char *charset; /* CSV, DBF: NULL = find out */
	char separator;	     /* CSV: 0 = find out */
	bool lenient;	     /* CSV: read past quote errors, note problems */
};

#endif
