/* SPDX-License-Identifier: MIT */
#include "codec/table/cell_value.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/date.h"

#define DAY_MS 86400000LL

/*
 * Serial numbers count days; day 0 is 1899-12-30 or 1904-01-01.  Date lines:
 *
 *   Excel says   0 = 1900-01-00   1 = 1900-01-01   59 = 1900-02-28
 *                60 = 1900-02-29 (no such day, kept from Lotus 1-2-3)
 *                61 = 1900-03-01   25569 = 1970-01-01
 *
 * so below 60 a date is one day later than the count from 1899-12-30 gives.
 */
enum {
	UNIX_1900 = 25569, /* the serial number of 1970-01-01 */
	UNIX_1904 = 24107, /* the same, counted from 1904 */
	NO_SUCH_DAY = 60,
	YEAR_1 = -693593,     /* 0001-01-01, counted from 1899-12-30 */
	YEAR_10000 = 2958466, /* the first day with five digits */
	EXACT_DIGITS = 15,    /* a double holds every decimal so long */
};

static size_t put_integer(long long value, char *out)
{
	char digits[24];
	size_t n = 0, at = 0;
	unsigned long long v = value < 0 ? -(unsigned long long)value
					 : (unsigned long long)value;

	do
		digits[n++] = (char)('0' + v % 10);
	while (v /= 10);
	if (value < 0)
		out[at++] = '-';
	while (n)
		out[at++] = digits[--n];
	out[at] = '\0';
	return at;
}

size_t cell_value_number(double number, char out[CELL_VALUE_SIZE])
{
	int digits, n = 0;

	/* The fewest digits that read back the same: 0.1, not 0.1000…0055. */
	if (fabs(number) < 1e15 && number == (double)(long long)number)
		return put_integer((long long)number, out);
	for (digits = EXACT_DIGITS; digits <= 17; digits++) {
		n = snprintf(out, CELL_VALUE_SIZE, "%.*g", digits, number);
		if (strtod(out, NULL) == number)
			break;
	}
	return (size_t)n;
}

/*
 * Nearly every number of a workbook is so short that strtod() and three
 * snprintf() can be spared: at most 15 digits and a small exponent are one
 * exact integer and one exact power of ten, so one rounding (Clinger's fast
 * path), and the text is canonical but for zeros at its end.
 *
 *   "-12.50"  →  negative, mantissa 1250, fraction 2 (digits behind the point)
 */
struct decimal {
	bool negative;
	uint64_t mantissa;
	int digits, fraction;
};

static bool scan_plain(const char *s, size_t n, struct decimal *d)
{
	bool point = false;

	*d = (struct decimal){.negative = n && *s == '-'};
	s += d->negative;
	n -= d->negative;
	if (n == 0 || s[0] == '.' || s[n - 1] == '.')
		return false;
	for (; n; s++, n--) {
		if (*s == '.' && !point) {
			point = true;
			continue;
		}
		if (*s < '0' || *s > '9' || d->digits == EXACT_DIGITS)
			return false;
		d->mantissa = d->mantissa * 10 + (uint64_t)(*s - '0');
		d->digits += d->mantissa != 0; /* zeros in front are none */
		d->fraction += point;
	}
	return d->fraction <= EXACT_DIGITS;
}

static size_t put_decimal(const struct decimal *d, char *out)
{
	uint64_t one = 1, whole;
	size_t at = 0;
	int i;

	for (i = 0; i < d->fraction; i++)
		one *= 10;
	whole = d->mantissa / one;
	if (d->negative && d->mantissa)
		out[at++] = '-';
	at += put_integer((long long)whole, out + at);
	if (!d->fraction)
		return at;
	out[at++] = '.';
	whole = d->mantissa % one;
	for (i = d->fraction - 1; i >= 0; i--, whole /= 10)
		out[at + (size_t)i] = (char)('0' + whole % 10);
	at += (size_t)d->fraction;
	out[at] = '\0';
	return at;
}

static bool parse_plain(const char *s, size_t n, double *number, char *out)
{
	static const double tens[] = {1e0,  1e1,  1e2,	1e3, 1e4,  1e5,
				      1e6,  1e7,  1e8,	1e9, 1e10, 1e11,
				      1e12, 1e13, 1e14, 1e15};
	struct decimal d;

	if (!scan_plain(s, n, &d))
		return false;
	while (d.fraction && d.mantissa % 10 == 0) {
		d.mantissa /= 10;
		d.fraction--;
	}
	*number = (double)d.mantissa / tens[d.fraction];
	/* below 0.0001 the shortest form has an exponent */
	if (d.mantissa && *number < 1e-4)
		return false;
	if (d.negative && d.mantissa)
		*number = -*number;
	put_decimal(&d, out);
	return true;
}

/* Writers put line feeds around a value when they indent. */
static const char *trim(const char *s, size_t *n)
{
	static const char spaces[] = " \t\r\n";
	size_t size = *n;

	while (size && memchr(spaces, s[0], strlen(spaces)))
		s++, size--;
	while (size && memchr(spaces, s[size - 1], strlen(spaces)))
		size--;
	*n = size;
	return s;
}

/* strtod() alone would take "inf", "nan" and "0x10". */
int cell_value_parse(const char *s, size_t n, double *number,
		     char out[CELL_VALUE_SIZE])
{
	char copy[400], *end;

	s = trim(s, &n);
	if (parse_plain(s, n, number, out))
		return 0;
	if (n == 0 || n >= sizeof(copy))
		return -1;
	memcpy(copy, s, n);
	copy[n] = '\0';
	if (strspn(copy, "0123456789+-.eE") != n)
		return -1;
	*number = strtod(copy, &end);
	if (*end || !isfinite(*number))
		return -1;
	cell_value_number(*number, out);
	return 0;
}

static char *put_digits(char *out, int value, int digits)
{
	int i;

	for (i = digits - 1; i >= 0; i--, value /= 10)
		out[i] = (char)('0' + value % 10);
	return out + digits;
}

static void put_clock(long long ms, char *out)
{
	out = put_digits(out, (int)(ms / 3600000), 2);
	*out++ = ':';
	out = put_digits(out, (int)(ms / 60000 % 60), 2);
	*out++ = ':';
	out = put_digits(out, (int)(ms / 1000 % 60), 2);
	if (ms % 1000) {
		*out++ = '.';
		out = put_digits(out, (int)(ms % 1000) * 1000, 6);
	}
	*out = '\0';
}

static void put_day(double days, char *out)
{
	struct date d = date_from_days((long)days);

	out = put_digits(out, d.year, 4);
	*out++ = '-';
	out = put_digits(out, d.month, 2);
	*out++ = '-';
	out = put_digits(out, d.day, 2);
	*out = '\0';
}

static void put_elapsed(double serial, char *out)
{
	char number[CELL_VALUE_SIZE];

	cell_value_number(nearbyint(serial * (double)DAY_MS) / 1000, number);
	snprintf(out, CELL_VALUE_SIZE, "PT%.40sS", number);
}

/* The day, and the time behind it unless it is midnight. */
static void put_moment(double day, long long ms, bool from_1904, char *out)
{
	/* 23:59:59.9996 has been rounded into the next day */
	day += ms == DAY_MS;
	ms %= DAY_MS;
	put_day(day - (from_1904 ? UNIX_1904 : UNIX_1900), out);
	if (ms) {
		out[10] = ' ';
		put_clock(ms, out + 11);
	}
}

int cell_value_date(double serial, bool from_1904, enum cell_value_shape shape,
		    char out[CELL_VALUE_SIZE])
{
	double day = floor(serial);
	long long ms = (long long)nearbyint((serial - day) * (double)DAY_MS);
	int end = YEAR_10000 - (from_1904 ? UNIX_1900 - UNIX_1904 : 0);

	/* put so that NaN fails it too */
	if (!(serial > YEAR_1 && serial < end))
		return -1;
	if (shape == CELL_VALUE_ELAPSED) {
		put_elapsed(serial, out);
		return 0;
	}
	/*
	 * Less than a day is a time without a date: Excel's 1900-01-00.  In
	 * the 1904 system it is the first of January.
	 */
	if (serial >= 0 && serial < 1 && ms < DAY_MS &&
	    !(from_1904 && shape == CELL_VALUE_DATE)) {
		put_clock(ms, out);
		return 0;
	}
	if (!from_1904 && serial > 0 && serial < NO_SUCH_DAY)
		day += 1;
	put_moment(day, ms, from_1904, out);
	return 0;
}

int cell_value_serial(const char *text, bool from_1904, double *serial)
{
	int year, month, day, n = 0, hour = 0, minute = 0;
	double second = 0;
	bool date = sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &n) == 3;

	*serial = 0;
	if (!date)
		n = 0;
	if (text[n] &&
	    sscanf(text + n, "%d:%d:%lf", &hour, &minute, &second) < 2)
		return -1;
	if (date && (month < 1 || month > 12))
		return -1;
	if (date)
		*serial =
			(double)(date_to_days((struct date){year, month, day}) +
				 (from_1904 ? UNIX_1904 : UNIX_1900));
	*serial += (hour * 3600.0 + minute * 60.0 + second) / 86400;
	return 0;
}

bool cell_value_too_long(const char *s, size_t n)
{
	size_t units = 0, i;

	/* A character has no fewer bytes in UTF-8 than units in UTF-16. */
	if (n <= CELL_VALUE_UNITS)
		return false;
	for (i = 0; i < n; i++)
		units += ((unsigned char)s[i] & 0xc0) != 0x80 ? 1 : 0;
	for (i = 0; i < n; i++)
		units += (unsigned char)s[i] >= 0xf0 ? 1 : 0;
	return units > CELL_VALUE_UNITS;
}

/* After "[": its end, and whether it is [h], [mm], [ss] … */
static const char *skip_bracket(const char *s, bool *elapsed)
{
	char kind = (char)(s[0] | 0x20);
	size_t same = 0;

	while (s[same] && (char)(s[same] | 0x20) == kind)
		same++;
	if (same && s[same] == ']' && strchr("hms", kind))
		*elapsed = true;
	while (*s && *s != ']')
		s++;
	return s;
}

/*
 * What is no code letter: quoted text, a bracket, the character behind a
 * backslash, blank of a width (_) or fill (*), and the word whose letters are
 * not those of a date.  The last character of it, or code itself.
 *
 *   yyyy"年"m"月";@     [Red]0.00_)      [h]:mm:ss     General" 日"
 *       ^^^^ ^^^^       ^^^^^    ^^      ^^^ elapsed   ^^^^^^^^^^^
 */
static const char *skip_literal(const char *code, bool *elapsed)
{
	if (*code == '"')
		return code + strcspn(code + 1, "\"") + 1;
	if (*code == '[')
		return skip_bracket(code + 1, elapsed);
	if (strchr("\\_*", *code) && code[1])
		return code + 1;
	if (strncasecmp(code, "General", 7) == 0)
		return code + 6;
	return code;
}

/*
 * LibreOffice and Numbers write formats of one letter: "D" shows 5 as 5, and no
 * date is meant.
 */
static enum cell_value_shape shape_of(size_t days, size_t clocks, size_t both)
{
	if (days + clocks + both <= 1)
		return CELL_VALUE_NUMBER;
	return clocks && !days ? CELL_VALUE_TIME : CELL_VALUE_DATE;
}

enum cell_value_shape cell_value_format(const char *code)
{
	size_t days = 0, clocks = 0, both = 0; /* m: month or minute */
	bool elapsed = false;
	const char *last;

	for (; *code && *code != ';'; code = last + 1) {
		last = skip_literal(code, &elapsed);
		if (elapsed)
			return CELL_VALUE_ELAPSED;
		if (last == code) {
			days += strchr("dDyY", *code) != NULL;
			clocks += strchr("hHsS", *code) != NULL;
			both += strchr("mM", *code) != NULL;
		}
		if (!*last)
			break;
	}
	return shape_of(days, clocks, both);
}

/*
 * ECMA-376 lists 14 to 22 and 45 to 47 for every language; 27 to 36 and 50 to
 * 58 are dates in the Chinese, Japanese and Korean lists alone, and that is
 * who writes our workbooks; of those 32, 33, 55, 56 are times in Chinese.
 */
enum cell_value_shape cell_value_builtin(unsigned id)
{
	static const struct {
		unsigned first, last;
		enum cell_value_shape shape;
	} formats[] = {
		{14, 17, CELL_VALUE_DATE}, {18, 21, CELL_VALUE_TIME},
		{22, 22, CELL_VALUE_DATE}, {27, 31, CELL_VALUE_DATE},
		{32, 33, CELL_VALUE_TIME}, {34, 36, CELL_VALUE_DATE},
		{45, 45, CELL_VALUE_TIME}, {46, 46, CELL_VALUE_ELAPSED},
		{47, 47, CELL_VALUE_TIME}, {50, 54, CELL_VALUE_DATE},
		{55, 56, CELL_VALUE_TIME}, {57, 58, CELL_VALUE_DATE},
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(formats); i++)
		if (id >= formats[i].first && id <= formats[i].last)
			return formats[i].shape;
	return CELL_VALUE_NUMBER;
}
