/* SPDX-License-Identifier: MIT */
/*
 * Numbers of identity documents: which kind a number is, whether it is valid,
 * and what it says about birth, sex and region.
 *
 * Numbers must have been cleaned: half-width, upper case, no blanks.  Invalid
 * numbers are never repaired.  Pure; no I/O; thread-safe.
 */
#ifndef RULES_IDNUM_H
#define RULES_IDNUM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

enum idnum_kind {
	IDNUM_UNKNOWN,
	IDNUM_RESIDENT,	   /* 居民身份证: 18, or 15 of before 2000 */
	IDNUM_HKMO_PERMIT, /* 港澳居民来往内地通行证: H/M + 8 or 10 */
	IDNUM_TW_PERMIT,   /* 台湾居民来往大陆通行证: 8, older 10 */
	IDNUM_RESIDENCE,   /* 港澳台居民居住证: 18, 81/82/830000 */
	IDNUM_FOREIGN_PR, /* 外国人永久居留身份证: 3 letters + 12, or 9… */
	IDNUM_PASSPORT, /* 护照: no rule; 5..12 is our assumption */
	IDNUM_HKMO_ID,	/* 港澳身份证: A123456(7), 1234567(8) */
	IDNUM_KINDS
};

enum idnum_fault {
	IDNUM_OK,
	IDNUM_EMPTY,
	IDNUM_LENGTH,
	IDNUM_CHARS,  /* a character the kind does not have */
	IDNUM_TYPE,   /* the number is of another kind than 证件类型 says */
	IDNUM_ZEROED, /* the tail is 000 and the check digit fails: Excel */
	IDNUM_DATE,   /* the birth date in it does not exist */
	IDNUM_CHECK,  /* the check digit (GB 11643) is wrong */
};

enum idnum_sex { IDNUM_SEX_UNKNOWN, IDNUM_MALE, IDNUM_FEMALE };

struct idnum {
	enum idnum_kind kind;
	enum idnum_fault fault;
	struct date birth; /* year 0 when the number does not say */
	enum idnum_sex sex;
	int region; /* first six digits; 0 when there are none */
	bool old15; /* the 15-digit form of IDNUM_RESIDENT */
};

/*
 * Judge a number as a document of that kind; for IDNUM_UNKNOWN the kind is
 * guessed (idnum_guess()).  birth, sex and region are filled in as far as the
 * number has them, even when the check digit is wrong.
 */
struct idnum idnum_read(const char *number, enum idnum_kind kind);

/* The kind by form alone; IDNUM_UNKNOWN when none or several fit. */
enum idnum_kind idnum_guess(const char *number);

/*
 * Find the 18 characters of a resident number that has other characters around
 * or between them: "ID:440524 20040506 0113", "440524-20040506-0113。".  false
 * when the text is just the number, or holds any other number or letter.
 */
bool idnum_extract(const char *text, char out[19]);

/* The kind that a 证件类型 names, in words or by its national code. */
enum idnum_kind idnum_kind_of(const char *type);

/*
 * The check character for 17 digits by GB 11643 (ISO 7064 MOD 11-2); '\0' when
 * they are not 17 digits.
 */
char idnum_check_char(const char *first17);

/*
 * The 18-character form of an old 15-digit number ("19" inserted, check
 * character added): 0, or -1 when it is not one.
 */
int idnum_upgrade(const char *old15, char out[19]);

/*
 * The part of a number that stays the same when the document is renewed, for
 * comparing: H/M and eight digits of a permit of 港澳, the eight digits of one
 * of 台湾; the 18-character form of a 15-digit resident number; others without
 * brackets.
 */
void idnum_stable(const char *number, char *out, size_t size);

/*
 * "Last digits of the document" as three institutions count them on
 * A123456(7):  A (新华社) the bracket pair counts as two characters, last four
 * 6(7);  B (毕业证照) brackets dropped, last four 4567;  C (英玛吉) bracket and
 * content dropped, last six 123456.  Without a bracket A and B are equal.
 */
struct idnum_tails {
	char a[8], b[8], c[8];
};
struct idnum_tails idnum_tails(const char *number);

/*
 * Which of these tails equals the given one: 'B', 'A' or 'C', tried in this
 * order because they may be equal; '\0' when none does or the tail is empty.
 */
char idnum_tail_fits(const char *number, const char *tail);

#endif
