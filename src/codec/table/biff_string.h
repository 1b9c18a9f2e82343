/* SPDX-License-Identifier: MIT */
/*
 * Records of a BIFF stream ([MS-XLS] 2.1.4, "[OpenOffice.org's Documentation of
 * the Microsoft Excel File Format]" for BIFF2 to 5) and the strings in them,
 * which may go on in CONTINUE records.  Pure; thread-safe.
 */
#ifndef CODEC_TABLE_BIFF_STRING_H
#define CODEC_TABLE_BIFF_STRING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct biff_record {
	unsigned type;
	const unsigned char *data;
	size_t n;
};

/* Where to read the next record; false at the end and for a cut one. */
struct biff_cursor {
	const unsigned char *p, *end;
};
bool biff_string_next(struct biff_cursor *cursor, struct biff_record *record);

/* A place in a record; rest: the CONTINUE records that may follow. */
struct biff_run {
	const unsigned char *p;
	size_t left;
	struct biff_cursor rest;
};
struct biff_run biff_string_run(const struct biff_record *record, size_t at,
				const struct biff_cursor *after);

/* Skip n bytes; false when there are fewer. */
bool biff_string_skip(struct biff_run *run, size_t n);

/*
 * Append a Unicode string of BIFF8 as UTF-8 (XLUnicodeRichExtendedString, 2.5.
 * 293); wide: its length has two bytes.  false when it is cut off.
 */
bool biff_string_unicode(struct biff_run *run, bool wide, struct buf *out);

/*
 * Append n bytes that are in charset.  NULL, for workbooks of simple programs
 * that do not name one: UTF-8 if the bytes are, else GB18030.
 */
void biff_string_bytes(const unsigned char *bytes, size_t n,
		       const char *charset, struct buf *out);

/* The charset of a CODEPAGE record; NULL unknown. */
const char *biff_string_charset(unsigned codepage);

#endif
