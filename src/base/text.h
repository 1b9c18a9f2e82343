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
 * How many bytes of s make a line of so many columns (at least one character):
 * all, or up to the last blank or a place between Chinese characters, none of
 * which begins the next line with a closing mark; a longer word is broken.
 */
size_t text_break(const char *s, int columns);

/* Append s with & < > " ' as HTML entities and control characters dropped. */
void text_html(struct buf *out, const char *s);

/* Append s as one part of a URI: all but RFC 3986's unreserved as %XX. */
void text_uri(struct buf *out, const char *s);

/*
 * The usual character for one that only looks like it: a Kangxi or other
 * radical, a compatibility ideograph, a full-width letter; else itself.
 */
uint32_t text_usual(uint32_t code);

/* Of no width and no meaning in a cell: controls, zero-width blanks, … */
bool text_is_invisible(uint32_t code);

/*
 * A fresh NFKC copy, radicals usual characters (full-width digits and letters
 * become ASCII), white space of every kind (NBSP, U+3000, …) a blank, invisible
 * characters dropped, blanks at both ends gone.  NULL for bytes that are no
 * UTF-8.
 */
char *text_nfkc(const char *s);

/*
 * A fresh copy to compare file names by, as systems do that do not tell "A"
 * from "a": NFKC where it is UTF-8, ASCII letters small.
 */
char *text_fold(const char *name);

/* The same cleaning without NFKC: names keep their characters. */
char *text_trim(const char *s);

/* ASCII-only, locale-free. */
bool text_is_ascii(const char *s);
bool text_is_digits(const char *s); /* at least one, all 0-9 */
int text_casecmp(const char *a, const char *b);

/* A whole decimal number with nothing around it, in min..max; else -1. */
int text_to_long(const char *s, long min, long max, long *value);
int text_to_double(const char *s, double *value);

#endif
