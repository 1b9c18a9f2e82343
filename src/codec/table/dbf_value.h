/* SPDX-License-Identifier: MIT */
/*
 * One field of a dBASE record (dBASE III+ and IV, Visual FoxPro 9: "Table
 * File Structure") as a cell in canonical form: texts, digits, dates,
 * logicals, and FoxPro's integers, currency, doubles, moments and varchars.
 * Memo fields are empty.  Pure but for the converter.
 */
#ifndef CODEC_TABLE_DBF_VALUE_H
#define CODEC_TABLE_DBF_VALUE_H

#include <stddef.h>

#include "base/buf.h"
#include "codec/table/dbf_text.h"
#include "codec/table/sheet_row.h"

struct dbf_value_field {
	char *name; /* the owner's */
	char type;
	size_t at, width; /* within the record, from its flag byte */
};

struct dbf_value_sink {
	iconv_t converter; /* to UTF-8 */
	struct buf *texts; /* the cell's text is appended, without a NUL */
};

/* Fill cell but for its text pointer; an empty field leaves it EMPTY. */
void dbf_value_put(const struct dbf_value_sink *sink,
		   const struct dbf_value_field *field, const char *record,
		   struct sheet_cell *cell);

#endif
