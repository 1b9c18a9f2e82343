/* SPDX-License-Identifier: MIT */
/*
 * Reading the rows of one worksheet part (ECMA-376 part 1, 18.3), in file
 * order; rows whose cells are all empty are left out.  When the number of a row
 * repeats or decreases, as some programs write it, the row simply follows the
 * one before.  Formulas give their cached values; texts may be inline, rich or
 * shared; number formats tell dates.
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

/* 0, what row returned if that is not 0, or -1 with err. */
int xlsx_cells_read(const struct xlsx_source *source, const char *part,
		    const struct xlsx_sink *sink, struct error *err);

#endif
