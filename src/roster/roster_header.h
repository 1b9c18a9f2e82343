/* SPDX-License-Identifier: MIT */
/*
 * Which column of a sheet is which field.
 *
 * The header may stand below title rows and may take two lines (a group over
 * its columns, or two halves of a name).  Rows are fed one by one until the
 * header is known; what cannot be told is an error that proposes --map
 * options, never a guess.  One owner, one thread.
 */
#ifndef ROSTER_ROSTER_HEADER_H
#define ROSTER_ROSTER_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "codec/table/sheet.h"
#include "roster/roster_columns.h"

enum { ROSTER_HEADER_ROWS = 40 }; /* looked at before giving up */

/* What a row fed was. */
enum roster_header_step {
	ROSTER_HEADER_FAILED = -1, /* err says why */
	ROSTER_HEADER_ABOVE,	   /* a title, or not decided yet */
	ROSTER_HEADER_PART,	   /* a line of the header itself */
	ROSTER_HEADER_DATA,	   /* the first row of data: header is known */
};

struct roster_header {
	/* known once the step was DATA, or roster_header_finish() did well */
	size_t count;		   /* columns */
	char **title;		   /* as written; "" for none */
	enum student_field *field; /* STUDENT_FIELD_COUNT = not ours */
	long first_row, last_row;  /* of the header; DBF: 0 */
	uint64_t fields;	   /* bits of the fields found */

	/* for the search */
	const struct roster_columns *columns; /* borrowed */
	const char *const *map;		      /* borrowed */
	size_t map_count;
	bool map_learned; /* titles the file lacks are passed over */
	bool seen;	  /* a header row */
	bool found;	  /* and settled */
	int looked_at;
	size_t best_score; /* of the row kept in title for the proposals */
};

/*
 * map: "field=header text", or "field=#3" for the third column;
 * "header=none" for a file without a header, whose fields are then all given
 * by number.  -1 with err (ERROR_USAGE) for a malformed one or an unknown
 * field.  columns and map must outlive *header.
 */
int roster_header_start(struct roster_header *header,
			const struct roster_columns *columns,
			const char *const *map, size_t map_count,
			struct error *err);
void roster_header_release(struct roster_header *header);

enum roster_header_step roster_header_feed(struct roster_header *header,
					   const struct sheet_row *row,
					   struct error *err);

/* At the end of the sheet, when no row was DATA yet. */
int roster_header_finish(struct roster_header *header, struct error *err);

#endif
