/* SPDX-License-Identifier: MIT */
#include "rules/idnum.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { LONG = 18, SHORT = 15 };

/*
 * The 18 characters of GB 11643, shared by the resident's card (since 1999),
 * the residence permit of 港澳台 and the foreigner's card of 2023:
 *
 *	 1 1 0 1 0 5   1 9 4 9 1 2 3 1   0 0 2   X
 *	`-----.-----' `-------.-------' `--.--' `-- check: ISO 7064 MOD 11-2,
 *	   region       year mon day     order      0..9 or X for ten
 *	  81/82/830000 = 港澳台            its last digit: odd male, even female
 *	  9xxxxx = foreigner
 *
 * Before 2000 fifteen digits: the year of two, no check.  "19" put in and the
 * check added gives the number of today (idnum_upgrade).
 *
 *	 1 1 0 1 0 5      4 9 1 2 3 1   0 0 2
 */

struct type_word {
	const char *word;
	enum idnum_kind kind;
};

/* Looked for inside the text, in this order: the longer names come first. */
static const struct type_word type_words[] = {
	{"居住证", IDNUM_RESIDENCE},	 {"永久居", IDNUM_FOREIGN_PR},
	{"台湾居民", IDNUM_TW_PERMIT},	 {"台胞证", IDNUM_TW_PERMIT},
	{"港澳居民", IDNUM_HKMO_PERMIT}, {"回乡证", IDNUM_HKMO_PERMIT},
	{"往来内地", IDNUM_HKMO_PERMIT}, {"往来大陆", IDNUM_TW_PERMIT},
	{"港澳身份证", IDNUM_HKMO_ID},	 {"香港", IDNUM_HKMO_ID},
	{"澳门", IDNUM_HKMO_ID},	 {"护照", IDNUM_PASSPORT},
	{"居民身份证", IDNUM_RESIDENT},	 {"身份证", IDNUM_RESIDENT},
	{"PASSPORT", IDNUM_PASSPORT},
};

/* JY/T 1001 身份证件类型: one character, in lists also two digits. */
static const struct type_word type_codes[] = {
	{"1", IDNUM_RESIDENT},	 {"01", IDNUM_RESIDENT},
	{"6", IDNUM_HKMO_ID},	 {"06", IDNUM_HKMO_ID},
	{"7", IDNUM_HKMO_ID},	 {"07", IDNUM_HKMO_ID},
	{"8", IDNUM_TW_PERMIT},	 {"08", IDNUM_TW_PERMIT},
	{"9", IDNUM_FOREIGN_PR}, {"09", IDNUM_FOREIGN_PR},
	{"A", IDNUM_PASSPORT},	 {"0A", IDNUM_PASSPORT},
};

enum idnum_kind idnum_kind_of(const char *type)
{
	size_t i;

	if (strcmp(type, "居民身份证") == 0)
		return IDNUM_RESIDENT;
	for (i = 0; i < ARRAY_SIZE(type_codes); i++)
		if (text_casecmp(type, type_codes[i].word) == 0)
			return type_codes[i].kind;
	if (text_casecmp(type, "passport") == 0)
		return IDNUM_PASSPORT;
	for (i = 0; i < ARRAY_SIZE(type_words); i++)
		if (strstr(type, type_words[i].word))
			return type_words[i].kind;
	return IDNUM_UNKNOWN;
}

char idnum_check_char(const char *first17)
{
	static const int weight[] = {7, 9, 10, 5,  8, 4, 2, 1, 6,
				     3, 7, 9,  10, 5, 8, 4, 2};
	int sum = 0, i;

	for (i = 0; i < LONG - 1; i++) {
		if (first17[i] < '0' || first17[i] > '9')
			return '\0';
		sum += (first17[i] - '0') * weight[i];
	}
	return "10X98765432"[sum % 11];
}

static bool digits(const char *s, size_t n)
{
	return strspn(s, "0123456789") >= n;
}

static bool upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

int idnum_upgrade(const char *old15, char out[19])
{
	if (strlen(old15) != SHORT || !digits(old15, SHORT))
		return -1;
	snprintf(out, 19, "%.6s19%.9s", old15, old15 + 6);
	out[LONG - 1] = idnum_check_char(out);
	out[LONG] = '\0';
	return 0;
}

static bool is_long(const char *s, size_t n)
{
	return n == LONG && digits(s, LONG - 1) &&
	       (digits(s + LONG - 1, 1) || s[LONG - 1] == 'X');
}

/* What people put between the parts of a number: blanks, dots, dashes. */
static size_t separator_at(const char *s)
{
	static const char *const wide[] = {"‐", "‑", "‒", "–", "—",
					   "―", "−", "·", "•"};
	size_t i;

	if (strchr(" -_./,", *s))
		return 1;
	for (i = 0; i < ARRAY_SIZE(wide); i++)
		if (strncmp(s, wide[i], strlen(wide[i])) == 0)
			return strlen(wide[i]);
	return 0;
}

bool idnum_extract(const char *text, char out[19])
{
	const char *s = text + strcspn(text, "0123456789");
	size_t n = 0, skip;

	for (; *s && n < LONG; s += skip) {
		bool cross = n == LONG - 1 && (*s == 'X' || *s == 'x');

		skip = 1;
		if (cross || digits(s, 1))
			out[n++] = cross ? 'X' : *s;
		else if ((skip = separator_at(s)) == 0)
			return false;
	}
	out[n] = '\0';
	return n == LONG && strlen(text) != LONG &&
	       s[strcspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			    "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

static bool is_residence_region(const char *s)
{
	return strncmp(s, "810000", 6) == 0 || strncmp(s, "820000", 6) == 0 ||
	       strncmp(s, "830000", 6) == 0;
}

static bool is_hkmo_permit(const char *s, size_t n)
{
	return (n == 9 || n == 11) && (*s == 'H' || *s == 'M') &&
	       digits(s + 1, n - 1);
}

/* 8 digits; before 2015 also 2 of issue count and a bracketed letter. */
static bool is_tw_permit(const char *s, size_t n)
{
	if (n == 8 || n == 10)
		return digits(s, n);
	return n == 13 && digits(s, 10) && s[10] == '(' && upper(s[11]) &&
	       s[12] == ')';
}

static bool is_old_foreign_pr(const char *s, size_t n)
{
	return n == SHORT && upper(s[0]) && upper(s[1]) && upper(s[2]) &&
	       digits(s + 3, 12);
}

static bool is_hkmo_check(char c)
{
	return (c >= '0' && c <= '9') || c == 'A';
}

/*
 * Hong Kong: one or two letters, six digits; Macao: seven digits.  The check
 * behind them stands in brackets or, in some lists, bare.
 */
static bool is_hkmo_id(const char *s, size_t n, bool bracket)
{
	size_t letters = 0, body;

	while (letters < 2 && upper(s[letters]))
		letters++;
	body = letters ? 6 : 7;
	if (n != letters + body + (bracket ? 3 : 1) ||
	    !digits(s + letters, body))
		return false;
	s += letters + body;
	return bracket ? s[0] == '(' && is_hkmo_check(s[1]) && s[2] == ')'
		       : is_hkmo_check(s[0]);
}

/*
 * No country's rule is another's: capitals and digits, with enough digits that
 * a name in capitals is none.
 */
static bool is_passport(const char *s, size_t n)
{
	size_t i, found = 0;

	for (i = 0; i < n; i++) {
		if (!upper(s[i]) && !digits(s + i, 1))
			return false;
		found += digits(s + i, 1);
	}
	return n >= 5 && n <= 12 && found >= 4;
}

static bool is_short(const char *s, size_t n)
{
	return n == SHORT && digits(s, SHORT);
}

static bool is_new_tw_permit(const char *s, size_t n)
{
	return n == 8 && is_tw_permit(s, n);
}

static bool is_bracketed_hkmo_id(const char *s, size_t n)
{
	return is_hkmo_id(s, n, true);
}

/* Plain digits may be many things; a passport is told by its first letter. */
static bool is_lettered_passport(const char *s, size_t n)
{
	return upper(*s) && is_passport(s, n);
}

/* Asked in this order: what follows is looser than what stands before. */
static const struct {
	bool (*fits)(const char *s, size_t n);
	enum idnum_kind kind;
} forms[] = {
	{is_short, IDNUM_RESIDENT},
	{is_hkmo_permit, IDNUM_HKMO_PERMIT},
	{is_new_tw_permit, IDNUM_TW_PERMIT},
	{is_old_foreign_pr, IDNUM_FOREIGN_PR},
	{is_bracketed_hkmo_id, IDNUM_HKMO_ID},
	{is_lettered_passport, IDNUM_PASSPORT},
};

enum idnum_kind idnum_guess(const char *number)
{
	size_t n = strlen(number), i;

	if (is_long(number, n)) {
		if (is_residence_region(number))
			return IDNUM_RESIDENCE;
		return number[0] == '9' ? IDNUM_FOREIGN_PR : IDNUM_RESIDENT;
	}
	for (i = 0; i < ARRAY_SIZE(forms); i++)
		if (forms[i].fits(number, n))
			return forms[i].kind;
	return IDNUM_UNKNOWN;
}

static int number_at(const char *s, int n)
{
	int value = 0;

	while (n-- > 0)
		value = value * 10 + (*s++ - '0');
	return value;
}

static void read_parts(const char *s, struct idnum *id)
{
	int order = s[LONG - 2] - '0';

	id->region = number_at(s, 6);
	id->birth.year = number_at(s + 6, 4);
	id->birth.month = number_at(s + 10, 2);
	id->birth.day = number_at(s + 12, 2);
	id->sex = order % 2 ? IDNUM_MALE : IDNUM_FEMALE;
}

/* Years before 1900 are real numbers too; their leap years are those of 200
 * later. */
static bool exists(struct date d)
{
	if (d.year > 1800 && d.year < 1900)
		d.year += 200;
	return date_is_valid(d);
}

/*
 * A spreadsheet keeps 15 digits of a number and writes zeros for the rest, so a
 * tail of 000 that fails the check is a number that was lost, while one that
 * passes is real: about one in a thousand ends so.
 */
/* All kinds of 18 characters share birth, order and check character. */
static enum idnum_fault check_long(const char *s, struct idnum *id)
{
	bool check;

	read_parts(s, id);
	check = idnum_check_char(s) == s[LONG - 1];
	if (!check && strcmp(s + LONG - 3, "000") == 0)
		return IDNUM_ZEROED;
	if (!exists(id->birth))
		return IDNUM_DATE;
	return check ? IDNUM_OK : IDNUM_CHECK;
}

static enum idnum_fault check_old(const char *s, struct idnum *id)
{
	char full[19];

	id->old15 = true;
	if (idnum_upgrade(s, full) < 0)
		return IDNUM_CHARS;
	read_parts(full, id);
	return exists(id->birth) ? IDNUM_OK : IDNUM_DATE;
}

/* A well-formed number of another kind is a wrong type, not a wrong number. */
static enum idnum_fault misfit(const char *number, enum idnum_kind kind)
{
	enum idnum_kind looks = idnum_guess(number);

	if (looks != IDNUM_UNKNOWN && looks != kind)
		return IDNUM_TYPE;
	return number[strspn(number, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")]
		       ? IDNUM_CHARS
		       : IDNUM_LENGTH;
}

static enum idnum_fault check_resident(const char *s, struct idnum *id)
{
	size_t n = strlen(s);

	if (is_long(s, n)) {
		if (is_residence_region(s))
			return IDNUM_TYPE;
		return check_long(s, id);
	}
	if (n == SHORT && digits(s, SHORT))
		return check_old(s, id);
	if (n == LONG)
		return IDNUM_CHARS;
	return misfit(s, IDNUM_RESIDENT);
}

static enum idnum_fault check_residence(const char *s, struct idnum *id)
{
	if (!is_long(s, strlen(s)))
		return misfit(s, IDNUM_RESIDENCE);
	if (!is_residence_region(s))
		return IDNUM_TYPE;
	return check_long(s, id);
}

static enum idnum_fault check_foreign(const char *s, struct idnum *id)
{
	size_t n = strlen(s);

	if (is_long(s, n))
		return s[0] == '9' ? check_long(s, id) : IDNUM_TYPE;
	return is_old_foreign_pr(s, n) ? IDNUM_OK : misfit(s, IDNUM_FOREIGN_PR);
}

static enum idnum_fault check_passport(const char *s)
{
	size_t n = strlen(s);

	if (is_passport(s, n) && !is_hkmo_permit(s, n))
		return IDNUM_OK;
	return misfit(s, IDNUM_PASSPORT);
}

static enum idnum_fault check_hkmo_id(const char *s, size_t n)
{
	if (is_hkmo_id(s, n, true) || is_hkmo_id(s, n, false))
		return IDNUM_OK;
	return misfit(s, IDNUM_HKMO_ID);
}

/*
 * A number that no kind claims is stored as it is, but with more digits than
 * any other kind has it is a resident's, mistyped.
 */
static enum idnum_fault check_unknown(const char *s)
{
	size_t n = strlen(s), i, count = 0;

	for (i = 0; i < n; i++)
		count += digits(s + i, 1);
	if (count <= 12)
		return IDNUM_OK;
	return n == LONG || s[strspn(s, "0123456789X")] ? IDNUM_CHARS
							: IDNUM_LENGTH;
}

struct idnum idnum_read(const char *number, enum idnum_kind kind)
{
	struct idnum id = {.kind = kind};
	size_t n = strlen(number);

	if (n == 0) {
		id.fault = IDNUM_EMPTY;
		return id;
	}
	if (kind == IDNUM_UNKNOWN)
		id.kind = idnum_guess(number);
	switch (id.kind) {
	case IDNUM_RESIDENT:
		id.fault = check_resident(number, &id);
		break;
	case IDNUM_RESIDENCE:
		id.fault = check_residence(number, &id);
		break;
	case IDNUM_FOREIGN_PR:
		id.fault = check_foreign(number, &id);
		break;
	case IDNUM_PASSPORT:
		id.fault = check_passport(number);
		break;
	case IDNUM_HKMO_PERMIT:
		id.fault = is_hkmo_permit(number, n) ? IDNUM_OK
						     : misfit(number, id.kind);
		break;
	case IDNUM_TW_PERMIT:
		id.fault = is_tw_permit(number, n) ? IDNUM_OK
						   : misfit(number, id.kind);
		break;
	case IDNUM_HKMO_ID:
		id.fault = check_hkmo_id(number, n);
		break;
	default:
		id.fault = check_unknown(number);
	}
	return id;
}

static void drop_brackets(const char *s, char *out, size_t size)
{
	size_t n = 0;

	for (; *s && n + 1 < size; s++)
		if (*s != '(' && *s != ')')
			out[n++] = *s;
	out[n] = '\0';
}

/*
 * The same document in two lists may differ: a permit got a new count of issues
 * at renewal, a resident's number is the old one in the older list, brackets
 * are typed or not.  What is left is the person's.
 */
void idnum_stable(const char *number, char *out, size_t size)
{
	size_t n = strlen(number);
	char full[19];

	if (n == LONG && n < size)
		memcpy(out, number, n + 1);
	else if (idnum_upgrade(number, full) == 0)
		snprintf(out, size, "%s", full);
	else if (is_hkmo_permit(number, n))
		snprintf(out, size, "%.9s", number);
	else if (n != 8 && is_tw_permit(number, n))
		snprintf(out, size, "%.8s", number);
	else
		drop_brackets(number, out, size);
}

static void tail(const char *s, size_t n, char *out)
{
	size_t len = strlen(s);

	memcpy(out, s + (len > n ? len - n : 0), (len > n ? n : len) + 1);
}

/*
 *	            A123456(7)
 *	A (新华社)         6(7)     last four characters, brackets counted
 *	B (毕业证照)      456 7     brackets dropped, last four
 *	C (英玛吉)   123456         bracket and content dropped, last six
 */
struct idnum_tails idnum_tails(const char *number)
{
	const char *bracket = strchr(number, '(');
	struct idnum_tails tails;
	char bare[64], head[64];

	drop_brackets(number, bare, sizeof(bare));
	snprintf(head, sizeof(head), "%.*s",
		 (int)(bracket ? (size_t)(bracket - number) : strlen(number)),
		 number);
	tail(number, 4, tails.a);
	tail(bare, 4, tails.b);
	tail(head, 6, tails.c);
	return tails;
}

/* B first: without brackets A is the same, and B is the usual one. */
char idnum_tail_fits(const char *number, const char *given)
{
	struct idnum_tails tails = idnum_tails(number);

	if (!*given)
		return '\0';
	if (text_casecmp(given, tails.b) == 0)
		return 'B';
	if (text_casecmp(given, tails.a) == 0)
		return 'A';
	return text_casecmp(given, tails.c) == 0 ? 'C' : '\0';
}
