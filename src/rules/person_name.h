/* SPDX-License-Identifier: MIT */
/*
 * Names of persons: cleaning them without losing characters, and deciding
 * whether two of them are the same name, and why.  Rare characters (CJK
 * extensions, private-use characters of old GBK fonts) are kept as they are.
 * The middle dot of minority names is kept in the variant in which it was
 * written; all variants compare as equal.  `??` and `？？` stand for one
 * character each that the admission system could not write.
 * Pure; no I/O; thread-safe.
 */
#ifndef RULES_PERSON_NAME_H
#define RULES_PERSON_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* What is noticeable about a name; bits. */
enum {
	PERSON_NAME_SPACE = 1 << 0,    /* a blank inside a Han name, dropped */
	PERSON_NAME_DOT = 1 << 1,      /* a middle dot that is not U+00B7 */
	PERSON_NAME_WILDCARD = 1 << 2, /* `??` in the place of a character */
	PERSON_NAME_LOST = 1 << 3,     /* a single ? or U+FFFD: one was lost */
	PERSON_NAME_RARE = 1 << 4,     /* outside GBK: CJK extensions */
	PERSON_NAME_PRIVATE = 1 << 5,  /* private-use characters */
	PERSON_NAME_DIGIT = 1 << 6,    /* digits or symbols in it */
	PERSON_NAME_FORMULA = 1 << 7,  /* begins with = + - @ */
	PERSON_NAME_SHORT = 1 << 8,    /* a single character */
	PERSON_NAME_LONG = 1 << 9, /* over 40 bytes of GBK, the field's size */
	PERSON_NAME_PINYIN = 1 << 10, /* Latin letters among Han */
	PERSON_NAME_FOLDED = 1 << 11, /* a look-alike of a usual character */
};

/*
 * Append the name without blanks and invisible characters, including those
 * inside Han names; one blank is kept between Latin words.  Returns the bits
 * above, for the name as it was given.
 */
unsigned person_name_clean(const char *raw, struct buf *out);

enum person_name_match {
	PERSON_NAME_DIFFERENT,
	PERSON_NAME_ALIAS, /* equal to a 曾用名 */
	PERSON_NAME_WILD,  /* equal if ?? stands for a character */
	PERSON_NAME_LOOSE, /* equal but for dots, blanks, case or width */
	PERSON_NAME_EQUAL,
};

/*
 * Compare two cleaned names.  aliases: 曾用名 of the second, separated by
 * comma, 、, ; or /; NULL or "" for none.
 */
enum person_name_match person_name_same(const char *a, const char *b,
					const char *aliases);

/*
 * Put the next 曾用名 of such a list into out, replacing what it held, and
 * advance *aliases.  false when there is none left.
 */
bool person_name_next_alias(const char **aliases, struct buf *out);

/*
 * Append the key by which spellings of one name are equal: all dots U+00B7, no
 * blanks, usual characters instead of radicals and compatibility characters,
 * ASCII letters in upper case and half-width.  Never for output.
 */
void person_name_key(const char *name, struct buf *out);

/*
 * Append the name with usual characters in the place of look-alikes
 * (text_usual()), as the proposal of a correction.
 */
void person_name_usual(const char *name, struct buf *out);

/* Bytes of the surname at the start: 欧阳, 司马 … else one character. */
size_t person_name_surname(const char *name);

#endif
