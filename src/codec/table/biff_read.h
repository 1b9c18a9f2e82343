/* SPDX-License-Identifier: MIT */
/*
 * Old workbooks (.xls): BIFF8 and BIFF5 in an OLE file, BIFF2 to BIFF5 bare, as
 * programs write them by hand ([MS-XLS]; "OpenOffice.org's Documentation of the
 * Microsoft Excel File Format" for the older ones), behind
 * codec/table/sheet.h.  Formulas by their cached value, dates by number format,
 * hidden sheets and rows marked.  A sheet's cells are in memory while it is
 * read.  Encrypted ones: ERROR_INPUT.  One thread at a time per handle.
 */
#ifndef CODEC_TABLE_BIFF_READ_H
#define CODEC_TABLE_BIFF_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "codec/table/sheet_row.h"

enum { BIFF_READ_BYTES = 128 << 20 }; /* the largest file read */

struct biff_read;

/* Whether the first bytes are those of a stream without a container. */
bool biff_read_sniff(const void *bytes, size_t n);

/* The whole file, in a container or bare. */
struct biff_read *biff_read_open(const void *bytes, size_t n,
				 const char *charset, struct error *err);
void biff_read_close(struct biff_read *take_book); /* NULL allowed */

size_t biff_read_count(const struct biff_read *book);
struct sheet_tab biff_read_info(const struct biff_read *book, size_t index);
int biff_read_rows(struct biff_read *book, size_t index, sheet_row_fn fn,
		   void *ctx, struct error *err);

#endif
