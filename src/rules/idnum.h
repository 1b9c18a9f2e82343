/* SPDX-License-Identifier: MIT */
/*
 * Numbers of identity documents: which kind a number is, whether it is sound,
 * and what it says about birth, sex and region.
 *
 * Numbers are expected cleaned: half-width, upper case, no blanks.  Nothing
 * is ever repaired.  Pure; no I/O; thread-safe.
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
	IDNUM_TYPE,   /* the number is of another kind than the type says */
	IDNUM_ZEROED, /* the tail is 000 and the check digit fails: Excel */
	IDNUM_DATE,   /* the birth date in it does not exist */
	IDNUM_CHECK,  /* GB 11643 check digit */
};

enum idnum_sex { IDNUM_SEX_UNKNOWN, IDNUM_MALE, IDNUM_FEMALE };

struct idnum {
	enum idnum_kind kind;
	enum idnum_fault fault;
	struct date birth; /* year 0 when the number does not tell */
	enum idnum_sex sex;
	int region; /* first six digits; 0 when there are none */
	bool old15; /* the 15-digit form of IDNUM_RESIDENT */
};

/*
 * Judge number as a document of that kind; IDNUM_UNKNOWN lets the number
 * speak (idnum_guess).  birth, sex and region are filled as far as the form
 * allows, even when the check digit fails.
 */
struct idnum idnum_read(const char *number, enum idnum_kind kind);

/* The kind by form alone; IDNUM_UNKNOWN when none or several would do. */
enum idnum_kind idnum_guess(const char *number);

/*
 * The 18 characters of a number that has more around or between them:
 * "ID:440524 20040506 0113", "440524-20040506-0113。".  false when the text is
 * the number itself, or holds any other number or letter.
 */
bool idnum_extract(const char *text, char out[19]);

/* The kind a 证件类型 text or national code names; else IDNUM_UNKNOWN. */
enum idnum_kind idnum_kind_of(const char *type);

/*
 * The check character of 17 digits: ISO 7064 MOD 11-2 as GB 11643 has it;
 * '\0' when they are not 17 digits.
 */
char idnum_check_char(const char *first17);

/* 15 digits to the 18 of today ("19" put in, check added); -1 if none. */
int idnum_upgrade(const char *old15, char out[19]);

/*
 * The part of a permit that stays the same on renewal, for comparing: H/M and
 * eight digits, or the eight of a Taiwan permit; 18 digits for a 15-digit
 * resident number; brackets dropped; else the number itself.
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
 * Which of 'A', 'B', 'C' a given tail fits ('B' before 'A' before 'C' when
 * several are equal); 0 for none or an empty tail.
 */
char idnum_tail_fits(const char *number, const char *tail);

#endif
