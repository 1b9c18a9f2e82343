/* SPDX-License-Identifier: MIT */
/*
 * The code page of a dBASE table: from its language byte, from a .cpg file
 * beside it, or guessed from the bytes of its texts.  Chinese systems often
 * leave the language byte at 0 or at "Western", so these two values are not
 * trusted and the texts decide.  GB18030 is used for GBK and GB 2312, which are
 * subsets of it.  Pure except for the converter.
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

/* Counts over all fields with bytes above 0x7f. */
struct dbf_text_census {
	size_t texts;	 /* such fields */
	size_t bad_utf8; /* … that are not UTF-8 */
	size_t odd_runs; /* … with an odd number of such bytes in a row */
};
void dbf_text_count(struct dbf_text_census *census, const char *s, size_t n);

/*
 * The charset to use.  named: what the file says, or NULL; western: it says
 * "Western".  Returns named or a static text, never NULL.
 */
const char *dbf_text_choose(const struct dbf_text_census *census,
			    const char *named, bool western);

/* Append n bytes as UTF-8; bytes that are invalid become U+FFFD. */
void dbf_text_convert(iconv_t converter, const char *s, size_t n,
		      struct buf *out);

#endif
