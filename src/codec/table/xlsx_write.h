/* SPDX-License-Identifier: MIT */
/*
 * Writing a workbook of lists (ECMA-376 transitional, by libxlsxwriter in
 * constant memory: 100,000 rows of 20 columns took it 1.6 s and 4 MB).  One
 * struct table is one sheet: frozen bold header, filter, widths by the texts,
 * yellow and red cells, thumbnails in a column of their own behind the others.
 *
 * Every cell is text, whatever it looks like, so that an 18-digit number
 * keeps its digits and nothing can start a formula; only a column marked
 * `number` has true numbers, "12.5%" there as a percentage, and bars where it
 * is marked so.  Bad UTF-8 and
 * characters XML lacks become U+FFFD, a literal "_x0041_" is escaped, a text is
 * cut at Excel's 32,767. The same calls give the same bytes.  The file is
 * written beside its place and appears whole at xlsx_write_close().  One thread
 * at a time per handle.
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

/* at is the creation time the file names. */
struct xlsx_write *xlsx_write_open(const char *path, date_time at,
				   struct error *err);

/*
 * What stands above each page of the sheets added from now on when they are
 * printed: the title to the left, about to the right.  Not in the cells: the
 * first row stays the columns' header, for filters and for reading it again.
 */
void xlsx_write_heading(struct xlsx_write *x, const char *title,
			const char *about);

/*
 * Add a sheet.  Its name is cut and cleaned as Excel wants it and made
 * unique.  ERROR_LIMIT above XLSX_WRITE_MAX_*.
 */
int xlsx_write_sheet(struct xlsx_write *x, const char *name,
		     const struct table *t, struct error *err);

/* Columns side by side over the rows of the last sheet's table. */
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
