/* SPDX-License-Identifier: MIT */
/*
 * Where a record of a text table ends, and whether its quotes are right.
 *
 *   xh,xm,"two ""lines""⏎of a note"⏎
 *   \_unquoted \_ a quoted field: separators and line ends are its text,
 *                  "" is one quote
 *
 * Records are those of RFC 4180, with any separator and any line end (LF, CRLF,
 * CR).  Flaws are a quote inside an unquoted field, text after a closing quote,
 * and a quote that is never closed; Excel's ="0012" is allowed.  A strict
 * caller stops at the first flaw.  For a lenient one the record is rewritten so
 * that flawed fields are read as a person would read them: a quote that stands
 * alone, or that would swallow the following lines, is an ordinary character.
 * Pure, thread-safe.
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
	size_t taken;  /* with it; 0 = more text is needed to find the end */
	size_t fields; /* 0 = not counted, because the record has no quote */
	long lines;    /* number of line ends, including those inside quotes */
	enum csv_record_flaw flaw; /* the first */
	long flaw_line;		   /* its line, the record's first being 0 */
	bool mended; /* the rewritten record is to be read instead */
};

struct csv_record_rules {
	char separator;
	bool lenient; /* false: stop at the first flaw */
};

struct csv_record_text {
	const char *s;
	size_t n;
	bool end; /* no more text follows */
};

/* Scan the record at the beginning of text; mended gets the rewritten one. */
void csv_record_scan(const struct csv_record_text *text,
		     const struct csv_record_rules *rules, struct buf *mended,
		     struct csv_record *record);

#endif
