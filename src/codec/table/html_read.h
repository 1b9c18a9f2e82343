/* SPDX-License-Identifier: MIT */
/*
 * Reading the tables of an HTML document (WHATWG HTML, parsed by gumbo), plain
 * or in a saved web page (MHT, RFC 2557), for codec/table/sheet.h.  Each
 * <table> that has a cell with text of its own is a sheet, named 1, 2, ….
 * Column and row spans are honoured; a cell's text is what a browser shows,
 * except that for a number which Excel saved rounded the full one (x:num) is
 * read.
 *
 * The whole document is in memory: at most 128 MiB of text, 2 GiB for its tree
 * and 20 s of processor time, beyond which it is ERROR_LIMIT.  One thread at a
 * time per handle.
 */
#ifndef CODEC_TABLE_HTML_READ_H
#define CODEC_TABLE_HTML_READ_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "codec/table/sheet_row.h"

struct html_read;

/* bytes: an HTML page, or with mht a saved web page; charset NULL = find out.
 */
struct html_read *html_read_open(const struct buf *bytes, bool mht,
				 const char *charset, struct error *err);
void html_read_close(struct html_read *take_html); /* NULL allowed */

const char *html_read_charset(const struct html_read *html);
size_t html_read_count(const struct html_read *html);
struct sheet_tab html_read_info(const struct html_read *html, size_t index);

int html_read_rows(struct html_read *html, size_t index, sheet_row_fn fn,
		   void *ctx, struct error *err);

#endif
