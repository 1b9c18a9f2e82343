/* SPDX-License-Identifier: MIT */
/*
 * A table file as text: a line for each row, with tabs between the cells, and
 * with tab, newline, carriage return and backslash escaped as \t \n \r \\.
 * Empty cells at the end of a row and empty rows at the end of the sheet are
 * left out, other empty rows are kept, so that line N is row N.  (A DBF has its
 * field names before row 1, and its deleted records are empty lines.)  Values
 * have the canonical form of codec/table/sheet.h.  Rows are not kept in memory.
 */
#ifndef ROSTER_ROSTER_DUMP_H
#define ROSTER_ROSTER_DUMP_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "codec/table/sheet.h"

/* Receives the text in pieces of whole lines; non-zero stops the dump. */
typedef int (*roster_dump_fn)(void *ctx, const char *text, size_t n,
			      struct error *err);

/*
 * Set *index to the index of the sheet with this name or number (from 1); which
 * NULL means the first sheet.
 */
int roster_dump_find(const struct sheet *sheet, const char *which,
		     size_t *index, struct error *err);

/* Dump the rows of one sheet; index counts from 0. */
int roster_dump_rows(struct sheet *sheet, size_t index, roster_dump_fn fn,
		     void *ctx, struct error *err);

/* Append a line for each sheet: number, state, name. */
void roster_dump_sheets(const struct sheet *sheet, struct buf *out);

/* Append the text of a cell, escaped as above. */
void roster_dump_escape(struct buf *out, const char *text);

#endif
