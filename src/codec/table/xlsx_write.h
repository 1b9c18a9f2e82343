/* SPDX-License-Identifier: MIT */
/*
 * Writing lists as a workbook (ECMA-376 transitional, by libxlsxwriter in its
 * constant-memory mode: 100,000 rows of 20 columns took 1.6 s and 4 MB).  Each
 * struct table becomes a sheet with a frozen bold header, a filter, column
 * widths that fit the texts, yellow and red cells, and thumbnails in an extra
 * column on the right.
 *
 * Every cell is written as text, so that an 18-digit number keeps its digits
 * and nothing can become a formula.  Only columns marked `number` have numbers
 * ("12.5%" as a percentage), with bars if they are marked `bar`.  Invalid UTF-8
 * and characters that XML does not allow become U+FFFD, a literal "_x0041_" is
 * escaped, and texts are cut at Excel's limit of 32,767 characters.  The same
 * calls give the same bytes.  The file gets its name only when it is complete,
 * by xlsx_write_close().  One thread at a time per handle.
 */
#ifndef CODEC_TABLE_XLSX_WRITE_H
#define CODEC_TABLE_XLSX_WRITE_H

#include <stddef.h>
#include <sys/types.h>

#include "base/date.h"
#include "base/error.h"
#include "base/table.h"

enum {
	XLSX_WRITE_MAX_ROWS = 1048575, /* below the header */
	XLSX_WRITE_MAX_COLUMNS = 1000,
};

struct xlsx_write;

/* at: the creation time stored in the file. */
struct xlsx_write *xlsx_write_open(const char *path, date_time at,
				   struct error *err);

/*
 * The heading of printed pages, for the sheets added from now on: title on the
 * left, about on the right.  It is not in a cell, so that the first row is the
 * header of the columns, for filters and for reading the file again.
 */
void xlsx_write_heading(struct xlsx_write *x, const char *title,
			const char *about);

/*
 * Add a sheet.  Its name is cut and cleaned as Excel wants it and made
 * unique.  ERROR_LIMIT above XLSX_WRITE_MAX_*.
 */
int xlsx_write_sheet(struct xlsx_write *x, const char *name,
		     const struct table *t, struct error *err);

/* A chart of the last sheet: for each row, its columns side by side. */
struct xlsx_write_chart {
	const char *title;
	size_t label_column;		/* the names below the columns */
	size_t first_value, last_value; /* columns marked `number` */
	size_t first_row, last_row;	/* rows of the table, from 0 */
	bool stacked;			/* on top of each other instead */
};

/* Put a chart to the right of the last sheet's table. */
int xlsx_write_chart(struct xlsx_write *x, const struct xlsx_write_chart *chart,
		     struct error *err);

/* Finish the file and put it in its place.  x is freed in any case. */
int xlsx_write_close(struct xlsx_write *take_x, mode_t mode, struct error *err);

/* Drop everything; NULL allowed. */
void xlsx_write_abandon(struct xlsx_write *take_x);

#endif
