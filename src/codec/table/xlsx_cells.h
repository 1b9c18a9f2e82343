/* SPDX-License-Identifier: MIT */
/*
 * The rows of one worksheet part (ECMA-376 part 1, 18.3), streamed: every row
 * that has a cell which is not empty, in file order, its cells in their
 * columns.  Rows whose number repeats or steps back, as some writers leave
 * them, follow in the order they come.  Formulas by their cached value; inline,
 * rich and shared texts; dates by number format.
 */
#ifndef CODEC_TABLE_XLSX_CELLS_H
#define CODEC_TABLE_XLSX_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "codec/table/sheet_row.h"
#include "codec/table/xlsx_parts.h"
#include "codec/table/xlsx_strings.h"
#include "codec/table/xlsx_styles.h"

enum { XLSX_CELLS_COLUMNS = 16384, XLSX_CELLS_ROWS = 1048576 };

struct xlsx_source {
	struct xlsx_parts *parts;
	const struct xlsx_strings *strings;
	const struct xlsx_styles *styles;
	bool from_1904;
	struct sheet_problems *problems; /* to be added to */
};

struct xlsx_sink {
	sheet_row_fn row;
	void *ctx;
};

/* 0, a non-zero answer of row, or -1. */
int xlsx_cells_read(const struct xlsx_source *source, const char *part,
		    const struct xlsx_sink *sink, struct error *err);

#endif
