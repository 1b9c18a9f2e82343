/* SPDX-License-Identifier: MIT */
/*
 * Markup in files that are named like workbooks: a "名单.xls" from a 教务
 * system is mostly an HTML table, a saved web page (MHT) or SpreadsheetML 2003.
 * The kind is recognised by the first bytes.  For converting to UTF-8 the
 * charset is found from the bytes rather than from what the document declares.
 * Pure; thread-safe.
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
 * Append bytes as UTF-8 without NUL; charset NULL = find out.  Returns the
 * charset that they are in (charset or a static text), or NULL with err.
 */
const char *markup_text_decode(const struct buf *bytes, const char *charset,
			       struct buf *out, struct error *err);

#endif
