/* SPDX-License-Identifier: MIT */
/*
 * What was read of a table file, as text: one line a row, cells by tab, with
 * \t \n \r \\ escaped; trailing empty cells and trailing empty rows dropped,
 * empty rows between kept, so line N is row N (a DBF's field names stand
 * before row 1; its deleted records are empty lines).  Values are in the
 * canonical form of codec/table/sheet.h.  Nothing is kept in memory.
 */
#ifndef ROSTER_ROSTER_DUMP_H
#define ROSTER_ROSTER_DUMP_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "codec/table/sheet.h"

/* Takes the text in pieces of whole lines; non-zero stops. */
typedef int (*roster_dump_fn)(void *ctx, const char *text, size_t n,
			      struct error *err);

/* The index of a sheet by its number from 1 or its name; NULL the first. */
int roster_dump_find(const struct sheet *sheet, const char *which,
		     size_t *index, struct error *err);

/* The rows of one sheet (index from 0). */
int roster_dump_rows(struct sheet *sheet, size_t index, roster_dump_fn fn,
		     void *ctx, struct error *err);

/* One line a sheet: number, state, name. */
void roster_dump_sheets(const struct sheet *sheet, struct buf *out);

/* Append one cell's text with the escapes. */
void roster_dump_escape(struct buf *out, const char *text);

#endif
