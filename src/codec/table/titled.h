/* SPDX-License-Identifier: MIT */
/*
 * Lists of other systems by the titles of their columns: titles and dates may
 * stand above the header, which is the first row that has what the caller
 * needs.  Titles are compared in half-width and without case, blanks,
 * punctuation and brackets with what is in them.
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
	/* A header further down belongs to another table. */
	TITLED_HEADER_ROWS = 20
};

struct titled_field {
	const char *name;   /* in --map NAME=COLUMN */
	const char *titles; /* usual ones, "学号|考生号": the first that is
			       there wins, not the first column */
};

struct titled {
	const struct titled_field *fields;
	size_t n;
	const char *map[TITLED_FIELDS]; /* the title given; NULL = the usual */
	int column[TITLED_FIELDS];	/* -1 = not there */
	char there[200];		/* titles of the widest row looked at */
	int there_cells;
	char bare[TITLED_FIELDS][80]; /* of a cell like ="0012": 0012 */
};

/* What a command was told: "NAME=COLUMN", each a text. */
struct titled_map {
	const char *const *values;
	int count;
};

/* ERROR_USAGE names a field that is none of these. */
int titled_start(struct titled *t, const struct titled_field *fields, size_t n,
		 const struct titled_map *map, struct error *err);

/*
 * Take the row as the header; the caller asks titled_has() for what it needs.
 * False when a column that the map names is not in it.
 */
bool titled_look(struct titled *t, const struct sheet_row *row);

/* The titles that a complaint of a missing header names; never "". */
const char *titled_there(const struct titled *t);

bool titled_has(const struct titled *t, size_t field);

/*
 * The row's cell of a field, without the ="…" that lists for Excel have around
 * numbers; "" where there is none.  Valid until the next one of this field.
 */
const char *titled_cell(struct titled *t, const struct sheet_row *row,
			size_t field);

#endif
