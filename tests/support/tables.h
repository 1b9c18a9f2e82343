/* SPDX-License-Identifier: MIT */
/* Tables made in memory for tests, and what a reader makes of them. */
#ifndef SUPPORT_TABLES_H
#define SUPPORT_TABLES_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "codec/table/sheet.h"

struct tables_part {
	const char *name, *text;
};

/* Append a zip of parts, in order; the last has a NULL name. */
void tables_zip(struct buf *out, const struct tables_part *parts);

/*
 * Append a workbook of one sheet "S" whose <worksheet> holds sheet; strings
 * and styles (the insides of <sst> and <styleSheet>) may be NULL.
 */
void tables_book(struct buf *out, const char *sheet, const char *strings,
		 const char *styles);

/*
 * Read one sheet of a table in memory as text, a line a row: its number, ":"
 * then every cell as type letter and text, "|" between; "h" after the number
 * of a hidden row.  -1 with err as sheet_open_bytes() or sheet_read() gave it.
 */
int tables_read(const struct buf *table, const struct sheet_options *options,
		struct buf *out, struct error *err);

/* The same of a table that is a text, for what stands against it. */
int tables_judge(const char *text, struct error *err);

/* The rows callback of tables_read(), ctx a struct buf. */
int tables_row(void *ctx, const struct sheet_row *row, struct error *err);

#endif
