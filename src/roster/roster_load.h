/* SPDX-License-Identifier: MIT */
/*
 * Reading a file of students row by row: its header is found, its fields are
 * cleaned, and each row gets its findings.
 *
 * Rows are passed on in file order while the file is read.  Only what is needed
 * to find duplicates is kept, about 70 bytes per student.  Blank rows, totals,
 * notes, section titles and deleted records are passed on as well, with
 * is_student false.  A row with status error should not be imported; all others
 * may be.  One thread; nothing is written.
 */
#ifndef ROSTER_ROSTER_LOAD_H
#define ROSTER_ROSTER_LOAD_H

#include "codec/table/sheet.h"
#include "roster/roster_header.h"
#include "rules/roster_row.h"

struct roster_load {
	/* what the caller wants; all may be zero */
	struct sheet_options sheet_options;
	/* name or number; NULL = the first visible sheet with a header */
	const char *sheet;
	const char *columns_path; /* NULL = share/columns.ini */
	const char *const *map;	  /* see roster_header_start() */
	size_t map_count;
	/* map is from earlier files: ignore titles that this one lacks */
	bool map_learned;
	const char *yxdm; /* the school's code; NULL = any */
	bool unmask;	  /* findings show document numbers unmasked */

	/* what was found; freed by roster_load_release() */
	char *sheet_name, *charset;
	struct roster_header header;
	struct findings findings;	/* of the file as a whole */
	long students, ok, warn, error; /* rows of students */
	long skipped;			/* rows that are not students */
};

void roster_load_release(struct roster_load *load);

/*
 * Called for each row.  The row is borrowed; to take it over, copy it and put
 * ROSTER_ROW_INIT in its place.  Non-zero stops the reading.
 */
typedef int (*roster_load_fn)(void *ctx, struct roster_row *row,
			      struct error *err);

/* 0, or -1 with err, or what fn returned.  load is filled in every case. */
int roster_load(const char *path, struct roster_load *load, roster_load_fn fn,
		void *ctx, struct error *err);

#endif
