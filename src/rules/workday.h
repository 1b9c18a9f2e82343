/* SPDX-License-Identifier: MIT */
/*
 * Working days: Monday to Friday except the holidays of the State Council's
 * yearly notice, plus the weekend days that the notice makes working days
 * (调休).  The days come from share/holidays/YEAR.ini.  For a year without such
 * a file only weekends are known; workday_knows() tells.  Pure; the owner calls
 * workdays_release().
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
	struct workday_list off;   /* holidays */
	struct workday_list on;	   /* weekend days that are worked */
	struct workday_list years; /* for which there is a notice */
};

#define WORKDAYS_INIT                                                          \
	{                                                                      \
		{NULL, 0, 0}, {NULL, 0, 0},                                    \
		{                                                              \
			NULL, 0, 0                                             \
		}                                                              \
	}

void workdays_release(struct workdays *all);

/* Add a day or year; in any order, repeats do not matter. */
void workday_add_off(struct workdays *all, struct date day);
void workday_add_on(struct workdays *all, struct date day);
void workday_add_year(struct workdays *all, int year);

/* all may be NULL: then only weekends are known. */
bool workday_is(const struct workdays *all, struct date day);
bool workday_knows(const struct workdays *all, int year);

/* The n-th working day after from; from itself when n is 0. */
struct date workday_after(const struct workdays *all, struct date from, long n);

/* Working days after from, up to and including to; 0 unless to is later. */
long workday_between(const struct workdays *all, struct date from,
		     struct date to);

#endif
