/* SPDX-License-Identifier: MIT */
/*
 * The code page of a dBASE table: from its language byte, from a .cpg file
 * beside it, or from the bytes of its texts where neither can be trusted.
 * Chinese systems often leave the byte at 0 or at "Western", so those two
 * give way to what the bytes show.  GB18030 stands for GBK and GB 2312, which
 * it contains.  Pure but for the converter.
 */
#ifndef CODEC_TABLE_DBF_TEXT_H
#define CODEC_TABLE_DBF_TEXT_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The charset a language byte names; NULL unknown. */
const char *dbf_text_of_language(unsigned char language);

/* The charset a .cpg text names ("936", "UTF-8", "GBK"); NULL unknown. */
const char *dbf_text_of_cpg(const char *cpg);

/* What the bytes above 0x7f in texts show, field by field. */
struct dbf_text_census {
	size_t texts, bad_utf8, odd_runs; /* texts with such bytes */
};
void dbf_text_count(struct dbf_text_census *census, const char *s, size_t n);

/* named may be NULL; never NULL, static or named itself. */
const char *dbf_text_choose(const struct dbf_text_census *census,
			    const char *named, bool western);

/* Append n bytes as UTF-8; what is none of the charset becomes U+FFFD. */
void dbf_text_convert(iconv_t converter, const char *s, size_t n,
		      struct buf *out);

#endif
