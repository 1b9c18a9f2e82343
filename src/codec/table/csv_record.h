/* SPDX-License-Identifier: MIT */
/*
 * Where a record of a text table ends, and whether its quotes are right.
 *
 *   xh,xm,"two ""lines""⏎of a note"⏎
 *   \_unquoted \_ a quoted field: separators and line ends are its text,
 *                  "" is one quote
 *
 * The records of RFC 4180 with any separator and any line end (LF, CRLF, CR).
 * Flaws: a quote inside an unquoted field, text after a closing quote, a
 * quote that is never closed.  Excel's ="0012" is none.  A strict caller stops
 * at the first; a lenient one gets the record written anew so that every
 * flawed field reads as a person would: a lone quote is a character, a quote
 * that would swallow lines is one too.  Pure, thread-safe.
 */
#ifndef CODEC_TABLE_CSV_RECORD_H
#define CODEC_TABLE_CSV_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum csv_record_flaw {
	CSV_RECORD_FINE,
	CSV_RECORD_BARE,     /* a quote where none may be */
	CSV_RECORD_UNCLOSED, /* opened and not closed in its place */
	CSV_RECORD_LONG,     /* a cell over 32,767 characters */
	CSV_RECORD_WIDE,     /* more than 16,384 fields */
};

enum { CSV_RECORD_FIELDS = 16384, CSV_RECORD_CELL = 32767 };

struct csv_record {
	size_t size;   /* without the line end */
	size_t taken;  /* with it; 0 = the text must go on to tell */
	size_t fields; /* 0: not counted, the record has no quote */
	long lines;    /* line ends taken, those inside quotes too */
	enum csv_record_flaw flaw; /* the first */
	long flaw_line;		   /* counted from the record's first, 0 */
	bool mended;		   /* read mended text instead */
};

struct csv_record_rules {
	char separator;
	bool lenient; /* else stop at the first flaw */
};

struct csv_record_text {
	const char *s;
	size_t n;
	bool end; /* no more text follows */
};

/* Look at the record at the beginning of text; mended is scratch. */
void csv_record_scan(const struct csv_record_text *text,
		     const struct csv_record_rules *rules, struct buf *mended,
		     struct csv_record *record);

#endif
