/* SPDX-License-Identifier: MIT */
#include "rules/workday.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* 1970-01-01 was a Thursday; Saturday and Sunday are the days 2 and 3 on. */
enum { WEEK = 7, SATURDAY = 2, SUNDAY = 3, MOST_DAYS = 4000 };

void workdays_release(struct workdays *all)
{
	free(all->off.days);
	free(all->on.days);
	free(all->years.days);
	memset(all, 0, sizeof(*all));
}

/* The place of day, or of the first later one. */
static size_t place(const struct workday_list *list, long day)
{
	size_t low = 0, high = list->n, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (list->days[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool holds(const struct workday_list *list, long day)
{
	size_t at = place(list, day);

	return at < list->n && list->days[at] == day;
}

static void add(struct workday_list *list, long day)
{
	size_t at = place(list, day);

	if (at < list->n && list->days[at] == day)
		return;
	MEM_GROW(list->days, list->n, list->cap);
	memmove(list->days + at + 1, list->days + at,
		(list->n - at) * sizeof(*list->days));
	list->days[at] = day;
	list->n++;
}

void workday_add_off(struct workdays *all, struct date day)
{
	add(&all->off, date_to_days(day));
}

void workday_add_on(struct workdays *all, struct date day)
{
	add(&all->on, date_to_days(day));
}

void workday_add_year(struct workdays *all, int year)
{
	add(&all->years, year);
}

bool workday_knows(const struct workdays *all, int year)
{
	return all && holds(&all->years, year);
}

static bool is_working(const struct workdays *all, long day)
{
	long weekday = ((day % WEEK) + WEEK) % WEEK;

	/*
	 * "on" first: a Sunday that is worked in exchange may lie inside a
	 * holiday that a school's own list spans.
	 */
	if (all && holds(&all->on, day))
		return true;
	if (all && holds(&all->off, day))
		return false;
	return weekday != SATURDAY && weekday != SUNDAY;
}

bool workday_is(const struct workdays *all, struct date day)
{
	return is_working(all, date_to_days(day));
}

struct date workday_after(const struct workdays *all, struct date from, long n)
{
	long day = date_to_days(from), last = day + MOST_DAYS;

	while (n > 0 && day < last)
		n -= is_working(all, ++day);
	return date_from_days(day);
}

long workday_between(const struct workdays *all, struct date from,
		     struct date to)
{
	long day = date_to_days(from), last = date_to_days(to), n = 0;

	if (last - day > MOST_DAYS)
		last = day + MOST_DAYS;
	while (day < last)
		n += is_working(all, ++day);
	return n;
}
