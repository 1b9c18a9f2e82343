/* SPDX-License-Identifier: MIT */
/*
 * Finding the header of a sheet, and which column is which field.
 *
 * The header may be below title rows and may have two lines (a group above its
 * columns, or a name in two halves).  The caller passes the rows one by one
 * until the header is known.  When it is not clear which column a field is, the
 * program does not guess: the error proposes --map options.  One owner, one
 * thread.
 */
#ifndef ROSTER_ROSTER_HEADER_H
#define ROSTER_ROSTER_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "codec/table/sheet.h"
#include "roster/roster_columns.h"

enum { ROSTER_HEADER_ROWS = 40 }; /* to look at before giving up */

/* What the row passed to roster_header_feed() was. */
enum roster_header_step {
	ROSTER_HEADER_FAILED = -1, /* err says why */
	ROSTER_HEADER_ABOVE,	   /* a title, or not decided yet */
	ROSTER_HEADER_PART,	   /* a line of the header itself */
	ROSTER_HEADER_DATA,	   /* the first row of data: header is known */
};

struct roster_header {
	/* valid after ROSTER_HEADER_DATA or after roster_header_finish() */
	size_t count;		   /* columns */
	char **title;		   /* as written; "" for none */
	enum student_field *field; /* STUDENT_FIELD_COUNT = none */
	long first_row, last_row;  /* of the header; DBF: 0 */
	uint64_t fields;	   /* bits of the fields found */

	/* for the search */
	const struct roster_columns *columns; /* borrowed */
	const char *const *map;		      /* borrowed */
	size_t map_count;
	bool map_learned;  /* ignore map titles that the file does not have */
	bool seen;	   /* a header row was seen */
	bool found;	   /* and the fields of its columns are decided */
	int looked_at;	   /* rows */
	size_t best_score; /* of the likeliest row, kept in title to propose */
};

/*
 * Begin.  An entry of map is "field=header text", or "field=#3" for the third
 * column, or "header=none" for a file without a header, of which every field is
 * given by its column's number.  -1 with ERROR_USAGE when an entry is malformed
 * or names an unknown field.  columns and map must outlive *header.
 */
int roster_header_start(struct roster_header *header,
			const struct roster_columns *columns,
			const char *const *map, size_t map_count,
			struct error *err);
void roster_header_release(struct roster_header *header);

enum roster_header_step roster_header_feed(struct roster_header *header,
					   const struct sheet_row *row,
					   struct error *err);

/* Call it at the end of the sheet, in case no row was DATA yet. */
int roster_header_finish(struct roster_header *header, struct error *err);

#endif
