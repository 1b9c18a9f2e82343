/* SPDX-License-Identifier: MIT */
/*
 * Text from outside: encodings, and what a terminal may be shown.
 * All functions are pure and thread-safe; strings are UTF-8 unless named.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Whether the bytes are well-formed UTF-8 (RFC 3629, no surrogates). */
bool text_is_utf8(const void *bytes, size_t n);

/*
 * The next code point of the first n bytes of s; *len is set to the bytes it
 * takes.  A bad byte gives U+FFFD and *len 1.  n must be > 0.
 */
uint32_t text_decode(const char *s, size_t n, size_t *len);

/* Append one code point as UTF-8. */
void text_encode(struct buf *out, uint32_t code);

/*
 * Append bytes converted from a charset iconv knows ("GB18030", "UTF-16LE").
 * 0, or -1 when a byte sequence is not valid in it (what was converted
 * before stays appended).
 */
int text_convert(const char *charset, const void *bytes, size_t n,
		 struct buf *out);

/* Whether the charset has every character of s. */
bool text_fits(const char *s, const char *charset);

/* Terminal columns of s: 2 for wide characters, 0 for combining ones. */
int text_width(const char *s);

/*
 * Append s for a terminal: control characters, bidi controls and bad bytes
 * become U+FFFD, so no name of a file or student can steer the terminal.
 */
void text_safe(struct buf *out, const char *s);

/* text_safe() cut or padded with blanks to exactly columns wide. */
void text_fit(struct buf *out, const char *s, int columns, bool right);

/*
 * Where to break s into lines of that many columns: the number of bytes of the
 * first line, at least one character.  All of s when it fits; else up to the
 * last blank or place between Chinese characters, never so that a closing mark
 * would begin the next line.  A word longer than the line is broken.
 */
size_t text_break(const char *s, int columns);

/* Append s with & < > " ' as HTML entities and control characters dropped. */
void text_html(struct buf *out, const char *s);

/* Append s as one part of a URI: %XX for all but RFC 3986's "unreserved". */
void text_uri(struct buf *out, const char *s);

/*
 * The usual character for one that only looks like it: a Kangxi or other
 * radical, a compatibility ideograph, a full-width letter; else itself.
 */
uint32_t text_usual(uint32_t code);

/* Characters without width or meaning: controls, zero-width blanks, … */
bool text_is_invisible(uint32_t code);

/*
 * A cleaned copy: NFKC (full-width digits and letters become ASCII), radicals
 * replaced by the usual characters, every kind of white space (NBSP, U+3000, …)
 * replaced by a blank, invisible characters dropped, blanks removed from both
 * ends.  NULL when s is not UTF-8.
 */
char *text_nfkc(const char *s);

/*
 * A copy for comparing file names the way file systems do that ignore case:
 * ASCII letters in lower case, and NFKC when the name is UTF-8.
 */
char *text_fold(const char *name);

/* text_nfkc() without NFKC, so that names keep their characters. */
char *text_trim(const char *s);

/* ASCII-only, locale-free. */
bool text_is_ascii(const char *s);
bool text_is_digits(const char *s); /* at least one, all 0-9 */
int text_casecmp(const char *a, const char *b);

/*
 * Read a number that has nothing around it: 0, or -1 for any other text.  The
 * whole number must lie within min..max.
 */
int text_to_long(const char *s, long min, long max, long *value);
int text_to_double(const char *s, double *value);

#endif
