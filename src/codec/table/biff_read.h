/* SPDX-License-Identifier: MIT */
/*
 * Reading old workbooks (.xls), for codec/table/sheet.h: BIFF8 and BIFF5 in an
 * OLE file, and BIFF2 to BIFF5 without one, as simple programs write them
 * ([MS-XLS]; for the older versions "OpenOffice.org's Documentation of the
 * Microsoft Excel File Format").  Formulas give their cached values, number
 * formats tell dates, hidden sheets and rows are marked.  The cells of a sheet
 * are in memory while it is read.  Encrypted workbooks are ERROR_INPUT.  One
 * thread at a time per handle.
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

/* Whether the first bytes are those of a BIFF stream without an OLE file. */
bool biff_read_sniff(const void *bytes, size_t n);

/* bytes: the whole file, OLE or not; charset NULL = find out. */
struct biff_read *biff_read_open(const void *bytes, size_t n,
				 const char *charset, struct error *err);
void biff_read_close(struct biff_read *take_book); /* NULL allowed */

size_t biff_read_count(const struct biff_read *book);
struct sheet_tab biff_read_info(const struct biff_read *book, size_t index);
int biff_read_rows(struct biff_read *book, size_t index, sheet_row_fn fn,
		   void *ctx, struct error *err);

#endif
