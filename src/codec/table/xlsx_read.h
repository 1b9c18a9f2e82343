/* SPDX-License-Identifier: MIT */
/*
 * Reading a workbook (.xlsx, .xlsm; ECMA-376 part 1, transitional and strict),
 * for codec/table/sheet.h.  Shared texts are loaded when the first sheet is
 * read.  One thread at a time.
 */
#ifndef CODEC_TABLE_XLSX_READ_H
#define CODEC_TABLE_XLSX_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "codec/table/sheet_row.h"
#include "codec/table/xlsx_cells.h"

struct xlsx_read;

/* A file, or bytes (path NULL) that are borrowed until close. */
struct xlsx_read *xlsx_read_open(const char *path, const void *bytes, size_t n,
				 struct error *err);
void xlsx_read_close(struct xlsx_read *take_book); /* NULL allowed */

size_t xlsx_read_count(const struct xlsx_read *book);
struct sheet_tab xlsx_read_info(const struct xlsx_read *book, size_t index);
int xlsx_read_rows(struct xlsx_read *book, size_t index, sheet_row_fn fn,
		   void *ctx, struct error *err);

/* Problems of the last xlsx_read_rows(); borrowed until the next. */
const struct sheet_problem *xlsx_read_problems(const struct xlsx_read *xlsx,
					       size_t *count);

#endif
