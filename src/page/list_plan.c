/* SPDX-License-Identifier: MIT */
#include "page/list_plan.h"

#include <stdlib.h>

#include "base/mem.h"

static const double a4_short = 210, a4_long = 297, millimetre = 72 / 25.4;

/* A word longer than this may be broken after all; ems. */
static const double longest_word = 20;

/* Of one column on pages side by side: two lines are better than a page. */
static const double widest = 55;

/* Ems become millimetres a little generously: glyph widths are rounded. */
static const double spare = .15;

struct plan_work {
	const struct list_plan_column *columns;
	size_t n;
	double em, room;
};

static double in_mm(const struct plan_work *w, size_t i, double ems)
{
	double fixed = w->columns[i].fixed;

	return fixed > 0 ? fixed : ems * w->em + spare + 2 * LIST_PLAN_PAD;
}

static double whole(const struct plan_work *w, size_t i)
{
	return in_mm(w, i, w->columns[i].whole);
}

static double least(const struct plan_work *w, size_t i)
{
	double ems = w->columns[i].least;

	return in_mm(w, i, ems < longest_word ? ems : longest_word);
}

/* Up to a level: short columns whole, the long ones share what is left. */
static double level_width(const struct plan_work *w, size_t i, double level)
{
	double low = least(w, i), high = whole(w, i);

	if (level > high)
		return high;
	return level > low ? level : low;
}

static double level_sum(const struct plan_work *w, double level)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < w->n; i++)
		sum += level_width(w, i, level);
	return sum;
}

static void set_level(const struct plan_work *w, double *column)
{
	double low = 0, high = w->room, level;
	size_t i;
	int k;

	for (k = 0; k < 30; k++) {
		level = (low + high) / 2;
		if (level_sum(w, level) > w->room)
			high = level;
		else
			low = level;
	}
	for (i = 0; i < w->n; i++)
		column[i] = level_width(w, i, low);
}

static void add_to_band(struct list_plan *plan, const struct plan_work *w,
			size_t i)
{
	struct list_plan_band *band = &plan->bands[plan->n_bands - 1];

	if (!band->columns)
		band->columns = mem_xcalloc(w->n, sizeof(*band->columns));
	band->columns[band->n++] = i;
	band->width += plan->column[i];
}

/* The keys of a list, or its first column. */
static bool is_key(const struct plan_work *w, size_t i)
{
	size_t k;

	for (k = 0; k < w->n; k++)
		if (w->columns[k].key)
			return w->columns[i].key;
	return i == 0;
}

static void begin_band(struct list_plan *plan, const struct plan_work *w)
{
	size_t i;

	plan->n_bands++;
	for (i = 0; i < w->n; i++)
		if (is_key(w, i))
			add_to_band(plan, w, i);
}

static void drop_bands(struct list_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n_bands; i++) {
		free(plan->bands[i].columns);
		plan->bands[i] = (struct list_plan_band){NULL, 0, 0};
	}
	plan->n_bands = 0;
}

/* As many columns on each page as go into room, in their order. */
static void deal(struct list_plan *plan, const struct plan_work *w, double room)
{
	const struct list_plan_band *band;
	bool some = false; /* beside the keys */
	size_t i;

	drop_bands(plan);
	begin_band(plan, w);
	for (i = 0; i < w->n; i++) {
		if (is_key(w, i))
			continue;
		band = &plan->bands[plan->n_bands - 1];
		if (some && band->width + plan->column[i] > room)
			begin_band(plan, w);
		add_to_band(plan, w, i);
		some = true;
	}
}

/* As few pages as it takes, and then about as much on each. */
static void split(struct list_plan *plan, const struct plan_work *w)
{
	double low = 0, high = w->room, room;
	size_t i, n;
	int k;

	for (i = 0; i < w->n; i++) {
		plan->column[i] = whole(w, i);
		if (plan->column[i] > widest)
			plan->column[i] = level_width(w, i, widest);
	}
	deal(plan, w, w->room);
	n = plan->n_bands;
	for (k = 0; k < 20; k++) {
		room = (low + high) / 2;
		deal(plan, w, room);
		if (plan->n_bands > n)
			low = room;
		else
			high = room;
	}
	deal(plan, w, high);
}

static bool try(struct list_plan *plan, struct plan_work *w, bool lying,
		double size)
{
	plan->width = lying ? a4_long : a4_short;
	plan->height = lying ? a4_short : a4_long;
	plan->size = size;
	w->em = size / millimetre;
	w->room = plan->width - 2 * LIST_PLAN_MARGIN;
	return level_sum(w, plan->width * 100) <= w->room;
}

static void one_band(struct list_plan *plan, const struct plan_work *w)
{
	size_t i;

	set_level(w, plan->column);
	plan->n_bands = 1;
	for (i = 0; i < w->n; i++)
		add_to_band(plan, w, i);
}

void list_plan_make(struct list_plan *plan,
		    const struct list_plan_column *columns, size_t n)
{
	static const double sizes[] = {9, 8.5, 8};
	struct plan_work w = {columns, n, 0, 0};
	size_t i;

	*plan = (struct list_plan){
		.column = mem_xcalloc(n + 1, sizeof(*plan->column)),
		.bands = mem_xcalloc(n + 1, sizeof(*plan->bands))};
	for (i = 0; i < 2 * ARRAY_SIZE(sizes); i++)
		if (try(plan, &w, i >= ARRAY_SIZE(sizes),
			sizes[i % ARRAY_SIZE(sizes)])) {
			one_band(plan, &w);
			return;
		}
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		try(plan, &w, true, sizes[i]);
		if (level_sum(&w, 0) <= w.room) {
			one_band(plan, &w);
			return;
		}
	}
	split(plan, &w);
}

void list_plan_release(struct list_plan *plan)
{
	drop_bands(plan);
	free(plan->bands);
	free(plan->column);
}
