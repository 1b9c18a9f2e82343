/* SPDX-License-Identifier: MIT */
/*
 * Reading SpreadsheetML 2003 ("XML 电子表格 2003", [MS-OXMLSS]'s forerunner;
 * Microsoft, "XML Spreadsheet Reference"), for codec/table/sheet.h; such files
 * are mostly named .xls.  The file is parsed twice, first for the names of the
 * sheets, then for the rows of one of them.  Sheets have the limits of an
 * .xlsx. One thread at a time per handle.
 */
#ifndef CODEC_TABLE_XML2003_READ_H
#define CODEC_TABLE_XML2003_READ_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "codec/table/sheet_row.h"

struct xml2003_read;

/* charset NULL = find out. */
struct xml2003_read *xml2003_read_open(const struct buf *bytes,
				       const char *charset, struct error *err);
void xml2003_read_close(struct xml2003_read *take_xml); /* NULL allowed */

const char *xml2003_read_charset(const struct xml2003_read *xml);
size_t xml2003_read_count(const struct xml2003_read *xml);
struct sheet_tab xml2003_read_info(const struct xml2003_read *xml,
				   size_t index);

int xml2003_read_rows(struct xml2003_read *xml, size_t index, sheet_row_fn fn,
		      void *ctx, struct error *err);

#endif
