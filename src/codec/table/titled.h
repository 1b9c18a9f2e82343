/* SPDX-License-Identifier: MIT */
/*
 * Reading lists of other systems by the titles of their columns.  A heading or
 * a date may stand above the header row; the header is the first row with the
 * columns that the caller needs.  Titles are compared in half-width, without
 * regard to case, blanks and punctuation, and without what is in brackets.
 *
 *	学校2026届缴费明细                      not the header
 *	学号 | 姓名 | 金额（元） | 状态          the header
 *	2022010101 | …                          rows
 *
 * Plain value, nothing owned; fields and the map are borrowed.  One thread.
 */
#ifndef CODEC_TABLE_TITLED_H
#define CODEC_TABLE_TITLED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "codec/table/sheet_row.h"

enum {
	TITLED_FIELDS = 12,
	/* so many rows are searched for the header */
	TITLED_HEADER_ROWS = 20
};

struct titled_field {
	const char *name; /* in --map NAME=COLUMN */
	const char *titles; /* usual ones, "学号|考生号"; the first of them that
			       is there wins, wherever its column is */
};

struct titled {
	const struct titled_field *fields;
	size_t n;
	const char *map[TITLED_FIELDS]; /* title from --map; NULL = titles */
	int column[TITLED_FIELDS];	/* -1 = not there */
	char there[200]; /* cells of the widest row seen so far */
	int there_cells;
	char bare[TITLED_FIELDS][80]; /* text of a cell such as ="0012" */
};

/* The values of a command's --map, each "NAME=COLUMN". */
struct titled_map {
	const char *const *values;
	int count;
};

/* ERROR_USAGE when map names an unknown field. */
int titled_start(struct titled *t, const struct titled_field *fields, size_t n,
		 const struct titled_map *map, struct error *err);

/*
 * Try a row as the header; the caller then asks titled_has() for the fields it
 * needs.  False when the row lacks a column that the map names.
 */
bool titled_look(struct titled *t, const struct sheet_row *row);

/* The titles to name when no header was found; never "". */
const char *titled_there(const struct titled *t);

bool titled_has(const struct titled *t, size_t field);

/*
 * Reading the first sheet of a file: the first row that titled_look() takes and
 * is_header accepts is the header, and row is called for each row below it; a
 * non-zero result of it stops and is returned.  When none of the first
 * TITLED_HEADER_ROWS rows is the header, no_header sets err and returns -1.
 */
struct titled_reader {
	const char *file;
	struct titled titles; /* titled_start() comes before titled_read() */
	bool (*is_header)(const struct titled *titles);
	int (*no_header)(const struct titled_reader *reader, struct error *err);
	sheet_row_fn row;
	void *ctx;  /* of row */
	bool found; /* the header; false at the start */
};

int titled_read(struct titled_reader *reader, struct error *err);

/*
 * The text of the row's cell for a field, without the ="…" that some lists put
 * around numbers for Excel; "" when there is none.  Valid until the next call
 * for this field.
 */
const char *titled_cell(struct titled *t, const struct sheet_row *row,
			size_t field);

#endif
