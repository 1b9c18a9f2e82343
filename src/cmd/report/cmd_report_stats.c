/* SPDX-License-Identifier: MIT */
/* qctool report stats: figures of the task by college, class and day. */
#include "base/i18n.h"
#include "base/path.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "report/stats.h"

struct stats_options {
	bool days;
};

static const struct option options[] = {
	{"days", 0, OPTION_FLAG, NULL,
	 N_("what was done on each day, instead of the classes"),
	 .offset = offsetof(struct stats_options, days)},
	OPTION_END};

static int run_report_stats(struct command_run *run, struct error *err);

const struct command cmd_report_stats = {
	.noun = "report",
	.verb = "stats",
	.summary = N_("figures by college, class and day; .xlsx with charts"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct stats_options),
	.run = run_report_stats,
};

static struct json *stats_item(const struct status_group *g)
{
	struct json *item = json_new_object();
	int i;

	json_set_str(item, "college", g->college);
	json_set_str(item, "class", g->class_name);
	json_set_int(item, "total", g->total);
	for (i = 0; i < STATS_PARTS; i++)
		json_set_int(item, stats_part_name((enum stats_part)i),
			     stats_count(g, (enum stats_part)i));
	return item;
}

/* Days lie beside the items and not among them: an item is a class. */
static struct json *stats_days(const struct stats *stats)
{
	struct json *list = json_new_array(), *item;
	char day[11];
	size_t i;
	int e;

	for (i = 0; i < stats->n_days; i++) {
		date_format(stats->days[i].day, day);
		item = json_new_object();
		json_set_str(item, "day", day);
		for (e = 0; e < STATS_EVENTS; e++)
			json_set_int(item,
				     stats_event_name((enum stats_event)e),
				     stats->days[i].n[e]);
		json_add(list, item);
	}
	return list;
}

/* One table on the screen, days or classes; JSON and the book hold both. */
static void stats_show(struct command_run *run, const struct stats *stats)
{
	const struct stats_options *o = run->options;
	size_t i;
	int p;

	if (o->days)
		stats_fill_days(stats, output_table(run->output));
	else
		stats_fill_classes(stats, output_table(run->output));
	output_count(run->output, "total", stats->classes.all.total);
	for (p = 0; p < STATS_PARTS; p++)
		output_count(
			run->output, stats_part_name((enum stats_part)p),
			stats_count(&stats->classes.all, (enum stats_part)p));
	if (!output_wants_json(run->output))
		return;
	output_field(run->output, "days", stats_days(stats));
	for (i = 0; i < stats->classes.n; i++)
		output_item(run->output, stats_item(&stats->classes.groups[i]));
}

static int stats_save(struct command_run *run, const struct stats *stats,
		      struct error *err)
{
	const char *out = run->globals->out;

	/*
	 * As .xlsx the book with all sheets and charts; any other file is the
	 * list.
	 */
	if (!out || !path_has_extension(out, ".xlsx"))
		return cmd_context_list(run, _("figures"), EXIT_STATUS_DONE,
					err);
	if (stats_save_book(stats, out, run->now, err) < 0)
		return -1;
	output_done(run->output, _("figures written to %s"), out);
	return EXIT_STATUS_DONE;
}

static int run_report_stats(struct command_run *run, struct error *err)
{
	struct cmd_context ctx;
	struct stats stats = {.n_days = 0};
	date_time since = 0;
	int result = -1;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (run->filter->since)
		date_time_parse(run->filter->since, &since);
	if (cmd_filter_read(run, &ctx, err) == 0) {
		ctx.filter.since = NULL; /* of the days alone */
		result = stats_collect(&ctx.session, &ctx.filter, since, &stats,
				       err);
	}
	cmd_context_close(&ctx);
	if (result == 0) {
		stats_show(run, &stats);
		result = stats_save(run, &stats, err);
	}
	stats_release(&stats);
	return result;
}
