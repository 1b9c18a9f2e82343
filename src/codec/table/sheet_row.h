/* SPDX-License-Identifier: MIT */
/*
 * What the reader of every kind of table hands out: a row of cells, the name
 * of a sheet, a problem.  The readers (csv_read, xlsx_read, dbf_read) fill
 * these, codec/table/sheet.h chooses between the readers.  Plain values; all
 * texts are borrowed and UTF-8.
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
	 * Counted from 1.  XLSX: the row number Excel shows.  CSV, DBF: the
	 * record's number (a quoted line feed does not start a new record,
	 * a blank line does count); DBF: 0 = the field names, which come
	 * first.  A row without any cell that is not empty is left out.
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

/* What could be wrong with a file and was read all the same. */
struct sheet_problem {
	long line; /* of a workbook: the row */
	/*
	 * "bare-quote", "unclosed-quote" (lenient only: the quote was taken
	 * as a character); "extra-field", "missing-field" (beside the usual
	 * number of the first lines); "bad-bytes", "nul" (read as U+FFFD);
	 * "row-order" (its number repeats or steps back; a new one was given);
	 * "memo" (no text), "no-memo-file" (the first only, line 0)
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
