/* SPDX-License-Identifier: MIT */
/*
 * Names of persons: cleaning without losing characters, and "is it the same
 * name?" with the reason.  Rare characters (CJK extensions, private use of
 * old GBK fonts) are kept as they are; the middle dot of minority names is
 * kept in whatever variant it was written and compared as one character.
 * `??` and `？？` stand for one character each (admission data without it).
 * Pure; no I/O; thread-safe.
 */
#ifndef RULES_PERSON_NAME_H
#define RULES_PERSON_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* What a name shows; bits. */
enum {
	PERSON_NAME_SPACE = 1 << 0,    /* a blank inside a Han name, dropped */
	PERSON_NAME_DOT = 1 << 1,      /* a middle dot that is not U+00B7 */
	PERSON_NAME_WILDCARD = 1 << 2, /* `??` for a missing character */
	PERSON_NAME_LOST = 1 << 3,     /* a single ? or U+FFFD */
	PERSON_NAME_RARE = 1 << 4,     /* outside GBK: CJK extensions */
	PERSON_NAME_PRIVATE = 1 << 5,  /* private-use characters */
	PERSON_NAME_DIGIT = 1 << 6,    /* digits or symbols in it */
	PERSON_NAME_FORMULA = 1 << 7,  /* begins with = + - @ */
	PERSON_NAME_SHORT = 1 << 8,    /* a single character */
	PERSON_NAME_LONG = 1 << 9,     /* over 40 bytes of GBK, the field */
	PERSON_NAME_PINYIN = 1 << 10,  /* Latin letters among Han */
	PERSON_NAME_FOLDED = 1 << 11,  /* a character that has a usual one */
};

/*
 * Append the name with blanks and invisible characters removed (inside Han
 * names too; one blank stays between Latin words).  Returns the bits above,
 * for what was there before.
 */
unsigned person_name_clean(const char *raw, struct buf *out);

enum person_name_match {
	PERSON_NAME_DIFFERENT,
	PERSON_NAME_ALIAS, /* the other is a 曾用名 */
	PERSON_NAME_WILD,  /* with a ?? for a character */
	PERSON_NAME_LOOSE, /* but for dots, blanks, case or width */
	PERSON_NAME_EQUAL,
};

/*
 * Compare two cleaned names.  aliases: 曾用名 of the second, separated by
 * comma, 、, ; or /; NULL or "" for none.
 */
enum person_name_match person_name_same(const char *a, const char *b,
					const char *aliases);

/*
 * The next 曾用名 of such a list into out, in place of what it held; *aliases
 * moves past it.  false when there is none left.
 */
bool person_name_next_alias(const char **aliases, struct buf *out);

/*
 * Append the form two spellings of a name share: dots U+00B7, no blanks,
 * usual characters for radicals and compatibility ones, ASCII letters upper
 * case and half-width.  For keys, never for output.
 */
void person_name_key(const char *name, struct buf *out);

/*
 * Append the name with its usual characters (text_usual()): what it is to be
 * corrected to.
 */
void person_name_usual(const char *name, struct buf *out);

/* Bytes of the surname at the start: 欧阳, 司马 … else one character. */
size_t person_name_surname(const char *name);

#endif
