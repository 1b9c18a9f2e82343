/* SPDX-License-Identifier: MIT */
/*
 * Texts with tags that go by the name of a workbook: what a 教务 system sends
 * as "名单.xls" is mostly an HTML table, a saved web page (MHT) or
 * SpreadsheetML 2003.  Told by the first bytes, and turned into UTF-8 by what
 * the bytes are rather than by what the document says of itself.  Pure;
 * thread-safe.
 */
#ifndef CODEC_TABLE_MARKUP_TEXT_H
#define CODEC_TABLE_MARKUP_TEXT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

enum { MARKUP_TEXT_BYTES = 128 << 20 }; /* the largest file read */

enum markup_text_kind {
	MARKUP_TEXT_NONE,
	MARKUP_TEXT_HTML,
	MARKUP_TEXT_MHT,
	MARKUP_TEXT_XML, /* SpreadsheetML 2003 */
	MARKUP_TEXT_SYLK,
};

enum markup_text_kind markup_text_kind(const void *head, size_t n);

/*
 * Append bytes as UTF-8 without NUL.  charset NULL: found out.  The charset
 * they were in, static or charset itself; NULL with err.
 */
const char *markup_text_decode(const struct buf *bytes, const char *charset,
			       struct buf *out, struct error *err);

#endif
