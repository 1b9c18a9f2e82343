/* SPDX-License-Identifier: MIT */
/*
 * A file of students, row by row: found header, cleaned fields, findings.
 *
 * Rows come in file order while the file is read; only what finding
 * duplicates needs is kept, about 70 bytes a student.  Blank rows, totals,
 * notes, section titles and deleted records come too, with is_student false.
 * A row with status error should not be imported; the rest may be.
 * One thread; nothing is written.
 */
#ifndef ROSTER_ROSTER_LOAD_H
#define ROSTER_ROSTER_LOAD_H

#include "codec/table/sheet.h"
#include "roster/roster_header.h"
#include "rules/roster_row.h"

struct roster_load {
	/* what the caller asks; all may be zero */
	struct sheet_options sheet_options;
	const char *sheet; /* name or number; NULL = first visible with header
			    */
	const char *columns_path; /* NULL = share/columns.ini */
	const char *const *map;	  /* see roster_header_start() */
	size_t map_count;
	bool map_learned; /* map is of former files: pass over what is not here
			   */
	const char *yxdm; /* the school's code; NULL = any */
	bool unmask;	  /* document numbers in clear in details */

	/* what was found; roster_load_release() */
	char *sheet_name, *charset;
	struct roster_header header;
	struct findings findings;	/* of the file as a whole */
	long students, ok, warn, error; /* rows of students */
	long skipped;			/* rows that are no students */
};

void roster_load_release(struct roster_load *load);

/*
 * Called for each row; the row is borrowed, but may be taken over by copying
 * it and putting ROSTER_ROW_INIT in its place.  Non-zero stops.
 */
typedef int (*roster_load_fn)(void *ctx, struct roster_row *row,
			      struct error *err);

/* 0, or -1 with err, or what fn returned.  load is filled in all cases. */
int roster_load(const char *path, struct roster_load *load, roster_load_fn fn,
		void *ctx, struct error *err);

#endif
