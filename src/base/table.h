/* SPDX-License-Identifier: MIT */
/*
 * A list for people, in memory: columns, rows of texts, a style for each cell
 * and an optional thumbnail (JPEG bytes) a row.  The one shape that lists on
 * the terminal and the list files of -o are made from.
 *
 * All texts are copied into one buffer, so a list of 100,000 rows costs its
 * characters plus 8 bytes a cell.  One owner, who calls table_release(); not
 * for sharing between threads.  The texts that table_text() returns are
 * borrowed until the next change.  A row or column number out of range is a
 * BUG().
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum table_align { TABLE_LEFT, TABLE_RIGHT, TABLE_CENTER };
enum table_style { TABLE_NORMAL, TABLE_WARN, TABLE_ERROR };

/* A measured column is never shown wider than this many terminal columns. */
enum { TABLE_MAX_WIDTH = 60 };

struct table_column {
	char *id;    /* for machines: "xh" */
	char *title; /* for people: "学号" */
	int width;   /* in terminal columns; 0 = as wide as the texts */
	enum table_align align;
	bool number; /* written to .xlsx as numbers, for sums and charts; set
			for columns that are aligned right */
	bool bar;    /* .xlsx shows the number as a bar in its cell */
	/* the last text that rewrite was given, and where its result begins:
	   the same text in the next row need not be rewritten again */
	struct buf came;
	uint64_t went;
};

struct table_cell {
	uint64_t at : 48; /* where the text begins in the table's buffer */
	uint64_t style : 8;
};

struct table_thumb {
	unsigned char *bytes; /* JPEG; NULL none */
	size_t size;
};

struct table {
	struct table_column *columns;
	size_t n_columns, cap_columns;
	struct table_cell *cells; /* row after row */
	size_t n_rows, cap_cells;
	struct table_thumb *thumbs; /* NULL until the first one */
	size_t n_thumbs, cap_thumbs;
	struct buf text;
	bool sum; /* the last row sums up the others */
	struct {
		size_t first, last; /* columns; last 0 = no chart */
		bool parts;	    /* the columns add up to a whole */
	} chart;
	/* rewrites each text when it is set, to mask it; NULL: no change */
	void (*rewrite)(void *ctx, const char *id, const char *text,
			struct buf *out);
	void *rewrite_ctx;
};

#define TABLE_INIT                                                             \
	{                                                                      \
		NULL, 0, 0, NULL, 0, 0, NULL, 0, 0, BUF_INIT, false,           \
			{0, 0, false}, NULL, NULL                              \
	}

void table_release(struct table *t);

/* Returns the column's index.  All columns come before the first row. */
size_t table_add_column(struct table *t, const char *id, const char *title,
			enum table_align align);
void table_set_width(struct table *t, size_t column, int width);
void table_set_number(struct table *t, size_t column);
void table_set_bar(struct table *t, size_t column); /* a number, too */

/*
 * Pages (HTML, PDF) draw these columns of numbers as a bar chart, one bar a
 * row.  parts: the columns add up to a whole, so their bars are stacked.
 */
void table_set_chart(struct table *t, size_t first, size_t last, bool parts);

/* The last row added sums up the others. */
void table_set_sum(struct table *t);

/* A new last row, all cells empty; the table_set*() below fill that row. */
void table_add_row(struct table *t);
void table_set(struct table *t, size_t column, const char *text); /* or NULL */
void table_setf(struct table *t, size_t column, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void table_set_style(struct table *t, size_t column, enum table_style style);
void table_set_row_style(struct table *t, enum table_style style);
void table_set_thumb(struct table *t, const void *bytes, size_t n); /* copy */
void table_set_row_thumb(struct table *t, size_t row, const void *bytes,
			 size_t n);

const char *table_text(const struct table *t, size_t row, size_t column);
enum table_style table_cell_style(const struct table *t, size_t row,
				  size_t column);

/* NULL when the row has none. */
const struct table_thumb *table_row_thumb(const struct table *t, size_t row);

/* t->n_columns when there is no such id. */
size_t table_find_column(const struct table *t, const char *id);

/*
 * The width of a column in terminal columns: its own, or the widest of its
 * title and texts, at least 1 and at most TABLE_MAX_WIDTH.
 */
int table_width(const struct table *t, size_t column);

#endif
