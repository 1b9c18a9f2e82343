/* SPDX-License-Identifier: MIT */
/*
 * Rows of a table file, whatever it is: CSV/TSV, XLSX, DBF, XLS.
 *
 * sheet_open() sniffs the kind by content (not by extension), sheet_read()
 * streams the rows of one sheet to a callback in file order; nothing is kept.
 * Cell texts are UTF-8 and in the canonical form of `roster dump` (cli.md):
 * whole numbers below 10^15 as integers, other numbers in the shortest form
 * that reads back the same, dates ISO 8601, TRUE/FALSE, the error's text.
 *
 * Limits: 32,767 characters a cell, 16,384 columns, 1,048,576 rows a sheet
 * (XLSX; CSV 20 million), 1 GiB a part, ratio and total caps against bombs;
 * beyond any of them ERROR_LIMIT.  A DOCTYPE in a part is refused.  Parts'
 * names are never used as paths.  Encrypted workbooks: ERROR_INPUT that says
 * "remove the password".  One thread at a time per handle.
 */
#ifndef CODEC_TABLE_SHEET_H
#define CODEC_TABLE_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum sheet_kind { SHEET_CSV, SHEET_XLSX, SHEET_DBF, SHEET_XLS };

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

struct sheet_info {
	const char *name;  /* borrowed from the handle */
	const char *state; /* "visible", "hidden", "veryHidden" */
};

/* What could be wrong with a text file and was read all the same. */
struct sheet_problem {
	long line;
	/*
	 * "bare-quote", "unclosed-quote" (lenient only: the quote was taken
	 * as a character); "extra-field", "missing-field" (beside the usual
	 * number of the first lines); "bad-bytes", "nul" (read as U+FFFD)
	 */
	const char *what;
};

struct sheet_options {
	const char *charset; /* CSV, DBF: NULL = find out */
	char separator;	     /* CSV: 0 = find out */
	bool lenient;	     /* CSV: read past quote errors, note problems */
};

struct sheet;

typedef int (*sheet_row_fn)(void *ctx, const struct sheet_row *row,
			    struct error *err);

/* NULL with err when the file is none of the kinds or broken. */
struct sheet *sheet_open(const char *path, const struct sheet_options *options,
			 struct error *err);
/* The same for a file in memory, borrowed until sheet_close(); no XLS. */
struct sheet *sheet_open_bytes(const void *bytes, size_t n,
			       const struct sheet_options *options,
			       struct error *err);
void sheet_close(struct sheet *take_sheet); /* NULL allowed */

enum sheet_kind sheet_kind(const struct sheet *sheet);
const char *sheet_charset(const struct sheet *sheet); /* CSV, DBF */
size_t sheet_count(const struct sheet *sheet);
struct sheet_info sheet_info(const struct sheet *sheet, size_t index);

/* Stream sheet index (from 0).  A non-zero return of fn stops and returns. */
int sheet_read(struct sheet *sheet, size_t index, sheet_row_fn fn, void *ctx,
	       struct error *err);

/* Problems of the last sheet_read(); borrowed until the next call. */
const struct sheet_problem *sheet_problems(const struct sheet *sheet,
					   size_t *count);

/* Merged ranges of the last sheet_read() of an XLSX: header rows use them. */
struct sheet_merge {
	long first_row, last_row;      /* from 1 */
	int first_column, last_column; /* from 0 */
};
const struct sheet_merge *sheet_merges(const struct sheet *sheet,
				       size_t *count);

/* XLSX, during and after sheet_read(): a column (from 0) the user hid. */
bool sheet_column_hidden(const struct sheet *sheet, int column);

#endif
