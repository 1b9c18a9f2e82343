/* SPDX-License-Identifier: MIT */
/*
 * The charsets a code may name: assignment numbers of extended channel
 * interpretations (AIM Inc., ECI Assignments), their usual names and what
 * iconv calls them.  Pure tables.
 */
#ifndef CODE_CODE_CHARSET_H
#define CODE_CODE_CHARSET_H

struct code_charset {
	int eci;
	const char *name;  /* "utf-8", "shift_jis", "iso-8859-1", … */
	const char *iconv; /* NULL: bytes that are no text */
};

/* Of an assignment number; NULL for one we do not know. */
const struct code_charset *code_charset_of_eci(int eci);

#endif
