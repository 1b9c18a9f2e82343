/* SPDX-License-Identifier: MIT */
#include "codec/table/cell_value.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"

#define DAY_MS 86400000LL

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

	if (fabs(number) < 1e15 && number == (double)(long long)number)
		return put_integer((long long)number, out);
	for (digits = 15; digits <= 17; digits++) {
		n = snprintf(out, CELL_VALUE_SIZE, "%.*g", digits, number);
		if (strtod(out, NULL) == number)
			break;
	}
	return (size_t)n;
}

/*
 * At most 15 digits and a small exponent: one exact integer and one exact
 * power of ten, so one rounding, and the text is canonical but for zeros.
 */
struct decimal {
	bool negative;
	uint64_t mantissa;
	int digits, fraction;
};

static bool scan_plain(const char *s, size_t n, struct decimal *d)
{
	size_t i = 0;
	bool point = false;

	*d = (struct decimal){0};
	if (n && s[0] == '-') {
		d->negative = true;
		i = 1;
	}
	if (i == n || s[i] == '.' || s[n - 1] == '.')
		return false;
	for (; i < n; i++) {
		if (s[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (s[i] < '0' || s[i] > '9' || d->digits == 15)
			return false;
		d->mantissa = d->mantissa * 10 + (uint64_t)(s[i] - '0');
		d->digits += d->mantissa != 0;
		d->fraction += point;
	}
	return d->fraction <= 15;
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

int cell_value_parse(const char *s, size_t n, double *number,
		     char out[CELL_VALUE_SIZE])
{
	char copy[400], *end;

	while (n && strchr(" \t\r\n", s[0]) && s[0])
		s++, n--;
	while (n && strchr(" \t\r\n", s[n - 1]) && s[n - 1])
		n--;
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

int cell_value_date(double serial, bool from_1904, enum cell_value_shape shape,
		    char out[CELL_VALUE_SIZE])
{
	double day = floor(serial);
	long long ms = (long long)nearbyint((serial - day) * (double)DAY_MS);

	if (!(serial > -693593 && serial < 2958466 - 1462 * from_1904))
		return -1;
	if (shape == CELL_VALUE_ELAPSED) {
		put_elapsed(serial, out);
		return 0;
	}
	if (serial >= 0 && serial < 1 && ms < DAY_MS) {
		put_clock(ms, out);
		return 0;
	}
	/* Excel believes in a 29 February 1900 */
	if (!from_1904 && serial > 0 && serial < 60)
		day += 1;
	day += ms == DAY_MS;
	ms %= DAY_MS;
	put_day(day - (from_1904 ? 24107 : 25569), out);
	if (ms) {
		out[10] = ' ';
		put_clock(ms, out + 11);
	}
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
				 (from_1904 ? 24107 : 25569));
	*serial += (hour * 3600.0 + minute * 60.0 + second) / 86400;
	return 0;
}

bool cell_value_too_long(const char *s, size_t n)
{
	size_t units = 0, i;

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

enum cell_value_shape cell_value_format(const char *code)
{
	enum cell_value_shape shape = CELL_VALUE_NUMBER;
	bool elapsed = false;

	for (; *code && *code != ';'; code++) {
		if (*code == '"')
			code += strcspn(code + 1, "\"") + 1;
		else if (*code == '[')
			code = skip_bracket(code + 1, &elapsed);
		else if (strchr("\\_*", *code) && code[1])
			code++;
		else if (strncasecmp(code, "General", 7) == 0)
			code += 6;
		else if (strchr("dDmMyYhHsS", *code))
			shape = CELL_VALUE_DATE;
		if (elapsed)
			return CELL_VALUE_ELAPSED;
		if (!*code)
			break;
	}
	return shape;
}

enum cell_value_shape cell_value_builtin(unsigned id)
{
	if (id == 46)
		return CELL_VALUE_ELAPSED;
	if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 ||
	    id == 47 || (id >= 50 && id <= 58))
		return CELL_VALUE_DATE;
	return CELL_VALUE_NUMBER;
}
