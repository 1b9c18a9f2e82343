/* SPDX-License-Identifier: MIT */
/*
 * Which cell styles of a workbook are dates, according to their number formats
 * (ECMA-376 part 1, 18.8).  A cell names a style, cellXfs gives the number of
 * its format, and numFmts the codes of the formats from 164 on.
 *
 *   <c s="5"> → the 6th xf of cellXfs, numFmtId="165" → formatCode="yyyy/m/d"
 */
#ifndef CODEC_TABLE_XLSX_STYLES_H
#define CODEC_TABLE_XLSX_STYLES_H

#include <stddef.h>

#include "base/error.h"
#include "codec/table/cell_value.h"
#include "codec/table/xlsx_parts.h"

struct xlsx_styles {
	unsigned char *shapes; /* enum cell_value_shape by cell style */
	size_t count, cap;
};

/* When part is NULL or missing, every style is a plain number. */
int xlsx_styles_load(struct xlsx_styles *styles, struct xlsx_parts *parts,
		     const char *part, struct error *err);
void xlsx_styles_release(struct xlsx_styles *styles);

enum cell_value_shape xlsx_styles_shape(const struct xlsx_styles *styles,
					unsigned long style);

#endif
