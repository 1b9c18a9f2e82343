/* SPDX-License-Identifier: MIT */
/*
 * Reading the rows of a table file of any kind: CSV/TSV, XLSX, DBF, XLS, and
 * what is often named .xls: HTML, MHT, SpreadsheetML 2003.
 *
 * sheet_open() recognises the kind by the content, not by the extension.
 * sheet_read() gives the rows of one sheet to a callback, in file order; it
 * does not keep them. Cell texts are UTF-8 and in the canonical form that
 * `roster dump` prints: whole numbers below 10^15 as integers, other numbers in
 * the shortest form that reads back the same, dates ISO 8601, TRUE/FALSE, the
 * error's text.
 *
 * Limits: 32,767 characters a cell, 16,384 columns, 1,048,576 rows a sheet
 * (XLSX; CSV 20 million), 1 GiB a part, and limits on ratio and total against
 * zip bombs; beyond any of them ERROR_LIMIT.  A DOCTYPE in a part is refused.
 * Names of parts are never used as paths.  For encrypted workbooks ERROR_INPUT
 * says "remove the password".  One thread at a time per handle.
 */
#ifndef CODEC_TABLE_SHEET_H
#define CODEC_TABLE_SHEET_H

#include <stddef.h>

#include "base/error.h"
#include "codec/table/sheet_row.h"

enum sheet_kind {
	SHEET_CSV,
	SHEET_XLSX,
	SHEET_DBF,
	SHEET_XLS,
	SHEET_HTML, /* MHT, too */
	SHEET_XML,  /* SpreadsheetML 2003 */
};

struct sheet;

/* NULL with err when the file is of none of these kinds, or broken. */
struct sheet *sheet_open(const char *path, const struct sheet_options *options,
			 struct error *err);
/* The same for a file in memory, borrowed until sheet_close(); no XLS. */
struct sheet *sheet_open_bytes(const void *bytes, size_t n,
			       const struct sheet_options *options,
			       struct error *err);
void sheet_close(struct sheet *take_sheet); /* NULL allowed */

/* The kind of file, and its charset; that of a workbook is "UTF-8". */
enum sheet_kind sheet_kind(const struct sheet *sheet);
const char *sheet_charset(const struct sheet *sheet);

/*
 * The number of sheets with cells, which come in the order of their tabs.  1
 * for CSV and DBF; for HTML the number of tables.
 */
size_t sheet_count(const struct sheet *sheet);
struct sheet_tab sheet_info(const struct sheet *sheet, size_t index);

/* Read sheet index, from 0.  Non-zero from fn stops and is returned. */
int sheet_read(struct sheet *sheet, size_t index, sheet_row_fn fn, void *ctx,
	       struct error *err);

/* Problems of the last sheet_read(); borrowed until the next call. */
const struct sheet_problem *sheet_problems(const struct sheet *sheet,
					   size_t *count);

#endif
