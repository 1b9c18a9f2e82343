/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY = 86400, SHANGHAI = 8 * 3600 }; /* seconds */

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool date_is_valid(struct date d)
{
	static const int days[] = {31, 28, 31, 30, 31, 30,
				   31, 31, 30, 31, 30, 31};

	if (d.year < 1900 || d.year > 2199 || d.month < 1 || d.month > 12)
		return false;
	return d.day >= 1 &&
	       d.day <= days[d.month - 1] + (d.month == 2 && is_leap(d.year));
}

/* Days before year y of the proleptic Gregorian calendar, from year 0. */
static long days_before_year(long y)
{
	return 365 * y + (y + 3) / 4 - (y + 99) / 100 + (y + 399) / 400;
}

static long days_before_month(int year, int month)
{
	static const int before[] = {0,	  31,  59,  90,	 120, 151,
				     181, 212, 243, 273, 304, 334};

	return before[month - 1] + (month > 2 && is_leap(year));
}

long date_to_days(struct date d)
{
	return days_before_year(d.year) - days_before_year(1970) +
	       days_before_month(d.year, d.month) + d.day - 1;
}

struct date date_from_days(long days)
{
	struct date d = {.year = 1970 + (int)(days / 366), .month = 12};
	struct date first = {.month = 1, .day = 1};

	if (days < 0)
		d.year = 1970 + (int)(days / 365) - 1;
	/* The year is guessed a little early and then counted up. */
	for (;; d.year++) {
		first.year = d.year + 1;
		if (date_to_days(first) > days)
			break;
	}
	first.year = d.year;
	days -= date_to_days(first);
	while (d.month > 1 && days_before_month(d.year, d.month) > days)
		d.month--;
	d.day = (int)(days - days_before_month(d.year, d.month)) + 1;
	return d;
}

int date_compare(struct date a, struct date b)
{
	long x = date_to_days(a), y = date_to_days(b);

	return x < y ? -1 : x > y;
}

/* The separators of one written form; "" when the digits run together. */
struct form {
	const char *after_year, *after_month, *after_day;
};

static int read_number(const char **at, int max_digits)
{
	int value = 0, n = 0;

	while (n < max_digits && **at >= '0' && **at <= '9') {
		value = value * 10 + (*(*at)++ - '0');
		n++;
	}
	return n ? value : -1;
}

static bool skip(const char **at, const char *mark)
{
	size_t n = strlen(mark);

	if (strncmp(*at, mark, n) != 0)
		return false;
	*at += n;
	return true;
}

/*
 * What may stand behind a date: nothing, or a time.  A cell of a workbook that
 * is formatted as a moment brings "2005-01-31 00:00:00" along.
 */
static bool is_time_or_end(const char *s)
{
	if (*s == '\0')
		return true;
	if (*s != ' ' && *s != 'T')
		return false;
	return s[strspn(s, " T0123456789:.+-Z")] == '\0';
}

static int try_form(const char *text, const struct form *form, struct date *d)
{
	bool packed = form->after_year[0] == '\0';
	const char *at = text;

	/* "05-1-31": the century is not for us to guess. */
	if (strspn(text, "0123456789") < 4)
		return -1;
	d->year = read_number(&at, 4);
	if (!skip(&at, form->after_year))
		return -1;
	/* 2005111 could be January 11th or November 1st: eight, or none. */
	if (packed && strspn(at, "0123456789") != 4)
		return -1;
	d->month = read_number(&at, 2);
	if (!skip(&at, form->after_month))
		return -1;
	d->day = read_number(&at, 2);
	if (!skip(&at, form->after_day) || !is_time_or_end(at))
		return -1;
	return date_is_valid(*d) ? 0 : -1;
}

/*
 * Tried one after the other: no text fits two of them.  A day before the month
 * is never guessed.
 */
int date_parse(const char *text, struct date *d)
{
	static const struct form forms[] = {
		{"-", "-", ""}, {"/", "/", ""},	    {".", ".", ""},
		{"", "", ""},	{"年", "月", "日"}, {"年", "月", "号"},
	};
	struct date found;
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (try_form(text, &forms[i], &found) < 0)
			continue;
		*d = found;
		return 0;
	}
	return -1;
}

void date_format(struct date d, char out[11])
{
	if (!date_is_valid(d))
		out[0] = '\0';
	else
		snprintf(out, 11, "%04u-%02u-%02u", (unsigned)d.year % 10000,
			 (unsigned)d.month % 100, (unsigned)d.day % 100);
}

/* sscanf() takes a sign within its two digits. */
static bool is_within(int value, int most)
{
	return value >= 0 && value <= most;
}

/* "Z", "+08:00", "-03:30"; none is Shanghai's. */
static int parse_zone(const char *at, long *seconds)
{
	int hours, minutes;
	char sign, end;

	if (strcmp(at, "Z") == 0) {
		*seconds = 0;
		return 0;
	}
	if (*at == '\0') {
		*seconds = SHANGHAI;
		return 0;
	}
	if (sscanf(at, "%c%2d:%2d%c", &sign, &hours, &minutes, &end) != 3 ||
	    !strchr("+-", sign) || !is_within(hours, 14) ||
	    !is_within(minutes, 59))
		return -1;
	*seconds = (sign == '-' ? -1L : 1L) * (hours * 3600L + minutes * 60L);
	return 0;
}

/* "T08:30:00" or with a blank; nothing there is midnight. */
static int parse_clock(const char **at, long *seconds)
{
	int hour, minute, second, used;

	*seconds = 0;
	if (**at != 'T' && **at != ' ')
		return 0;
	if (sscanf(*at + 1, "%2d:%2d:%2d%n", &hour, &minute, &second, &used) !=
		    3 ||
	    !is_within(hour, 23) || !is_within(minute, 59) ||
	    !is_within(second, 59))
		return -1;
	*seconds = hour * 3600L + minute * 60L + second;
	*at += 1 + used;
	return 0;
}

int date_time_parse(const char *text, date_time *t)
{
	long clock, zone;
	char day[11];
	struct date d;

	snprintf(day, sizeof(day), "%.10s", text);
	if (strlen(day) != 10 || date_parse(day, &d) < 0)
		return -1;
	text += 10;
	if (parse_clock(&text, &clock) < 0 || parse_zone(text, &zone) < 0)
		return -1;
	*t = (date_time)date_to_days(d) * DAY + clock - zone;
	return 0;
}

/* Division that rounds down, so times before 1970 keep their day. */
static long local_days(date_time t, long *second)
{
	date_time local = t + SHANGHAI;
	long days = (long)(local / DAY);

	*second = (long)(local % DAY);
	if (*second < 0) {
		*second += DAY;
		days--;
	}
	return days;
}

struct date date_of_time(date_time t)
{
	long second;

	return date_from_days(local_days(t, &second));
}

static char *add_digits(char *at, unsigned long n, int places, char behind)
{
	int i;

	for (i = places - 1; i >= 0; i--, n /= 10)
		at[i] = (char)('0' + n % 10);
	at[places] = behind;
	return at + places + 1;
}

/* Written by hand: an import calls it for every row. */
void date_time_format(date_time t, char out[26])
{
	long second, days = local_days(t, &second);
	struct date d = date_from_days(days);
	char *at = out;

	at = add_digits(at, (unsigned)d.year, 4, '-');
	at = add_digits(at, (unsigned)d.month, 2, '-');
	at = add_digits(at, (unsigned)d.day, 2, 'T');
	at = add_digits(at, (unsigned long)second / 3600, 2, ':');
	at = add_digits(at, (unsigned long)second / 60 % 60, 2, ':');
	at = add_digits(at, (unsigned long)second % 60, 2, '+');
	memcpy(at, "08:00", sizeof("08:00"));
}

date_time date_time_now(void)
{
	return (date_time)time(NULL);
}
