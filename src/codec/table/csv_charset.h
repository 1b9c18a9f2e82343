/* SPDX-License-Identifier: MIT */
/*
 * The encoding of a text table, and its bytes as UTF-8 (RFC 3629).  Chinese
 * Excel saves "CSV" as GBK, of which GB 18030-2005 and -2022 are supersets;
 * glibc's iconv knows the charset GB18030.
 *
 * The encoding is found by a byte order mark, by zero bytes (UTF-16), or
 * because the whole file is valid UTF-8; otherwise it is GB18030.  A file in
 * which most lines with Chinese are valid UTF-8 is taken as UTF-8, and its bad
 * lines are reported.  The output is always well-formed UTF-8 without NUL; the
 * places where bytes were replaced by U+FFFD are noted.  One thread at a time.
 */
#ifndef CODEC_TABLE_CSV_CHARSET_H
#define CODEC_TABLE_CSV_CHARSET_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/error.h"

/*
 * The charset of a file (a static text).  Reads f to its end and rewinds it.
 * NULL with err when it cannot be read or does not begin with text in any
 * charset.
 */
const char *csv_charset_find(FILE *f, struct error *err);

enum { CSV_CHARSET_FLAWS = 1000 }; /* more than these are not noted */

struct csv_charset_flaw {
	uint64_t at; /* offset in the converted text */
	bool nul;    /* a NUL; else bytes that are invalid in the charset */
};

struct csv_charset {
	FILE *f; /* borrowed */
	iconv_t converter;
	bool utf8, wide, started;
	struct buf raw; /* read, not yet converted */
	uint64_t out_total;
	struct csv_charset_flaw *flaws;
	size_t flaw_count, flaw_cap;
};

/* Begin at the start of f; ERROR_USAGE for a charset iconv does not know. */
int csv_charset_init(struct csv_charset *in, FILE *f, const char *charset,
		     struct error *err);
void csv_charset_release(struct csv_charset *in);

/* Append about want bytes of text: 1 = there may be more, 0 = end, -1. */
int csv_charset_read(struct csv_charset *in, size_t want, struct buf *out,
		     struct error *err);

#endif
