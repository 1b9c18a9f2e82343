/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/table/xlsx_write.h"
#include "report/stats.h"

static const struct {
	const char *name, *title;
} part_names[STATS_PARTS] =
	{
		[STATS_DONE] = {"done", N_("done")},
		[STATS_WORK] = {"in_work", N_("in work")},
		[STATS_MISSING] = {"missing", N_("no photo")},
		[STATS_REFUSED] = {"refused", N_("refused")},
		[STATS_STOPPED] = {"stopped", N_("stopped")},
},
  event_names[STATS_EVENTS] = {
	  [STATS_MAKE] = {"makes", N_("photos made")},
	  [STATS_SUBMIT] = {"submissions", N_("submissions")},
	  [STATS_APPROVE] = {"approvals", N_("approvals")},
	  [STATS_REJECT] = {"rejections", N_("rejections")},
	  [STATS_SEND] = {"sent", N_("handed over")},
};

const char *stats_part_name(enum stats_part part)
{
	return part_names[part].name;
}

const char *stats_event_name(enum stats_event event)
{
	return event_names[event].name;
}

/*
 * Marked as numbers, or the chart of the book would draw texts, which are
 * zero.
 */
static void add_number(struct table *t, const char *id, const char *title)
{
	table_set_number(t, table_add_column(t, id, title, TABLE_RIGHT));
}

static void add_counts(struct table *t)
{
	int i;

	add_number(t, "total", _("students"));
	for (i = 0; i < STATS_PARTS; i++)
		add_number(t, part_names[i].name, _(part_names[i].title));
	table_set_bar(t,
		      table_add_column(t, "share", _("done %"), TABLE_RIGHT));
}

static void set_counts(struct table *t, size_t column,
		       const struct status_group *g)
{
	long done = stats_count(g, STATS_DONE);
	int i;

	table_setf(t, column++, "%ld", g->total);
	for (i = 0; i < STATS_PARTS; i++)
		table_setf(t, column++, "%ld",
			   stats_count(g, (enum stats_part)i));
	table_setf(t, column, "%.1f%%",
		   g->total ? 100.0 * (double)done / (double)g->total : 0.0);
}

void stats_fill_classes(const struct stats *stats, struct table *t)
{
	const struct status *s = &stats->classes;
	size_t i;

	table_add_column(t, "college", _("college"), TABLE_LEFT);
	table_add_column(t, "class", _("class"), TABLE_LEFT);
	add_counts(t);
	table_set_chart(t, 3, 2 + STATS_PARTS, true);
	table_set_sum(t);
	for (i = 0; i <= s->n; i++) {
		table_add_row(t);
		table_set(t, 0, i < s->n ? s->groups[i].college : _("all"));
		table_set(t, 1, i < s->n ? s->groups[i].class_name : "");
		set_counts(t, 2, i < s->n ? &s->groups[i] : &s->all);
	}
}

void stats_fill_colleges(const struct stats *stats, struct table *t)
{
	size_t i;

	table_add_column(t, "college", _("college"), TABLE_LEFT);
	add_counts(t);
	for (i = 0; i < stats->n_colleges; i++) {
		table_add_row(t);
		table_set(t, 0, stats->colleges[i].college);
		set_counts(t, 1, &stats->colleges[i]);
	}
}

void stats_fill_days(const struct stats *stats, struct table *t)
{
	char day[11];
	size_t i;
	int e;

	table_add_column(t, "day", _("day"), TABLE_LEFT);
	for (e = 0; e < STATS_EVENTS; e++)
		add_number(t, event_names[e].name, _(event_names[e].title));
	table_set_chart(t, 1, STATS_EVENTS, false);
	for (i = 0; i < stats->n_days; i++) {
		date_format(stats->days[i].day, day);
		table_add_row(t);
		table_set(t, 0, day);
		for (e = 0; e < STATS_EVENTS; e++)
			table_setf(t, (size_t)e + 1, "%ld",
				   stats->days[i].n[e]);
	}
}

/* A sheet, with a chart over all rows of the columns when there are any. */
struct sheet {
	const char *name;
	void (*fill)(const struct stats *stats, struct table *t);
	size_t first, last; /* columns of the chart; 0 = no chart */
	bool stacked;
};

static int add_sheet(struct xlsx_write *x, const struct stats *stats,
		     const struct sheet *sheet, struct error *err)
{
	struct table t = TABLE_INIT;
	struct xlsx_write_chart chart = {
		.title = sheet->name,
		.first_value = sheet->first,
		.last_value = sheet->last,
		.stacked = sheet->stacked,
	};
	int result;

	sheet->fill(stats, &t);
	result = xlsx_write_sheet(x, sheet->name, &t, err);
	if (result == 0 && sheet->first && t.n_rows) {
		chart.last_row = t.n_rows - 1;
		result = xlsx_write_chart(x, &chart, err);
	}
	table_release(&t);
	return result;
}

int stats_save_book(const struct stats *stats, const char *path, date_time at,
		    struct error *err)
{
	/*
	 * Colleges stacked, for the parts of one make up its students; the
	 * events of a day beside each other, for makes and rejections are no
	 * parts of a whole. Classes are too many for a chart.
	 */
	const struct sheet sheets[] = {
		{_("colleges"), stats_fill_colleges, 2, 1 + STATS_PARTS, true},
		{_("classes"), stats_fill_classes, 0, 0, false},
		{_("by day"), stats_fill_days, 1, STATS_EVENTS, false},
	};
	struct xlsx_write *x = xlsx_write_open(path, at, err);
	size_t i;

	for (i = 0; x && i < ARRAY_SIZE(sheets); i++)
		if (add_sheet(x, stats, &sheets[i], err) < 0) {
			xlsx_write_abandon(x);
			return -1;
		}
	return x ? xlsx_write_close(x, 0600, err) : -1;
}
