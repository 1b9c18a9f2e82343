/* SPDX-License-Identifier: MIT */
/*
 * Working days: Monday to Friday without the holidays of the State Council's
 * yearly notice, with the weekends that the notice makes working days
 * (调休).  The days come from share/holidays/YEAR.ini; a year without a file
 * knows weekends alone, and workday_knows() says so.  Pure; the owner
 * releases.
 */
#ifndef RULES_WORKDAY_H
#define RULES_WORKDAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

struct workday_list {
	long *days; /* since 1970-01-01, sorted */
	size_t n, cap;
};

struct workdays {
	struct workday_list off; /* holidays */
	struct workday_list on;	 /* weekend days that are worked */
	struct workday_list years;
};

#define WORKDAYS_INIT                                                          \
	{                                                                      \
		{NULL, 0, 0}, {NULL, 0, 0},                                    \
		{                                                              \
			NULL, 0, 0                                             \
		}                                                              \
	}

void workdays_release(struct workdays *all);

/* Add one; any order, twice is once. */
void workday_add_off(struct workdays *all, struct date day);
void workday_add_on(struct workdays *all, struct date day);
void workday_add_year(struct workdays *all, int year);

/* all may be NULL: weekends alone. */
bool workday_is(const struct workdays *all, struct date day);
bool workday_knows(const struct workdays *all, int year);

/* The n-th working day after the day of from; n 0 = that day itself. */
struct date workday_after(const struct workdays *all, struct date from, long n);

/* Working days after from up to and with to; 0 when to is not later. */
long workday_between(const struct workdays *all, struct date from,
		     struct date to);

#endif
