/* SPDX-License-Identifier: MIT */
/*
 * Dates and the clock.  All civil times are Asia/Shanghai (UTC+8, no summer
 * time since 1991), whatever the machine's zone is.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct date {
	int year, month, day; /* 1..12, 1..31; year 0 = no date */
};

bool date_is_valid(struct date d); /* years 1900..2199 */

/* Days since 1970-01-01 of the proleptic Gregorian calendar, and back. */
long date_to_days(struct date d);
struct date date_from_days(long days);
int date_compare(struct date a, struct date b);

/*
 * Read a date in any usual form: 20050131, 2005-1-31, 2005/01/31,
 * 2005.1.31, 2005年1月31日, each optionally followed by a time, which is
 * ignored.  Returns 0, or -1 when the text is not a valid date.
 */
int date_parse(const char *text, struct date *d);

/* "2005-01-31" into out[11]. */
void date_format(struct date d, char out[11]);

/* Seconds since 1970-01-01 UTC ⇄ "2026-05-11T01:30:00+08:00". */
typedef int64_t date_time;
int date_time_parse(const char *text, date_time *t); /* "Z" and ±hh:mm too */
void date_time_format(date_time t, char out[26]);
struct date date_of_time(date_time t); /* the civil day in Shanghai */
date_time date_time_now(void);

#endif
