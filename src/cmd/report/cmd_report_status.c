/* SPDX-License-Identifier: MIT */
/*
 * qctool report status: how far each college and class is.
 *
 * A row a class and one for all; the table has the stages people ask for, the
 * JSON each state as well.
 */
#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "report/status.h"

static int run_report_status(struct command_run *run, struct error *err);

const struct command cmd_report_status = {
	.noun = "report",
	.verb = "status",
	.summary = N_("how far each college and class is"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.run = run_report_status,
};

static const struct {
	const char *id, *title;
	enum status_stage stage;
} stages[] = {
	{"no_photo", N_("no photo"), STATUS_NO_PHOTO},
	{"in_work", N_("in work"), STATUS_IN_WORK},
	{"stopped", N_("stopped"), STATUS_BLOCKED},
	{"review", N_("in review"), STATUS_REVIEW},
	{"done", N_("done"), STATUS_DONE},
};

static void status_add_row(struct command_run *run,
			   const struct status_group *g, bool sum)
{
	struct table *t = output_table(run->output);
	size_t i;

	table_add_row(t);
	table_set(t, 0, sum ? _("all") : g->college);
	table_set(t, 1, sum ? "" : g->class_name);
	table_setf(t, 2, "%ld", g->total);
	for (i = 0; i < ARRAY_SIZE(stages); i++)
		table_setf(t, 3 + i, "%ld", status_count(g, stages[i].stage));
	table_setf(t, 3 + ARRAY_SIZE(stages), "%.1f%%",
		   g->total ? 100.0 * (double)status_count(g, STATUS_DONE) /
				      (double)g->total
			    : 0.0);
}

static struct json *status_make_item(const struct status_group *g)
{
	struct json *item = json_new_object(), *states = json_new_object();
	size_t i;
	int s;

	json_set_str(item, "college", g->college);
	json_set_str(item, "class", g->class_name);
	json_set_int(item, "total", g->total);
	for (i = 0; i < ARRAY_SIZE(stages); i++)
		json_set_int(item, stages[i].id,
			     status_count(g, stages[i].stage));
	/*
	 * States with nobody in them are left out of the JSON: most of them
	 * are empty.
	 */
	for (s = 0; s < CASE_STATE_COUNT; s++)
		if (g->by_state[s])
			json_set_int(states,
				     case_state_name((enum case_state)s),
				     g->by_state[s]);
	json_set(item, "states", states);
	return item;
}

static void status_show(struct command_run *run, const struct status *status)
{
	struct table *t = output_table(run->output);
	size_t i;

	table_add_column(t, "college", _("college"), TABLE_LEFT);
	table_add_column(t, "class", _("class"), TABLE_LEFT);
	table_add_column(t, "total", _("students"), TABLE_RIGHT);
	for (i = 0; i < ARRAY_SIZE(stages); i++)
		table_add_column(t, stages[i].id, _(stages[i].title),
				 TABLE_RIGHT);
	table_set_chart(t, 3, 2 + ARRAY_SIZE(stages), true);
	table_set_bar(t,
		      table_add_column(t, "share", _("done %"), TABLE_RIGHT));
	for (i = 0; i < status->n; i++) {
		status_add_row(run, &status->groups[i], false);
		if (output_wants_json(run->output))
			output_item(run->output,
				    status_make_item(&status->groups[i]));
	}
	/* A row here; in JSON the sums are the counts beside the items. */
	status_add_row(run, &status->all, true);
	table_set_sum(t);
	output_count(run->output, "total", status->all.total);
	for (i = 0; i < ARRAY_SIZE(stages); i++)
		output_count(run->output, stages[i].id,
			     status_count(&status->all, stages[i].stage));
}

static int run_report_status(struct command_run *run, struct error *err)
{
	struct cmd_context ctx;
	struct status status;
	int result = -1;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) < 0)
		goto out;
	result = status_collect(&ctx.session, &ctx.filter, &status, err);
	if (result == 0)
		status_show(run, &status);
	status_release(&status);
out:
	cmd_context_close(&ctx);
	return result < 0 ? -1
			  : cmd_context_list(run, _("status"), EXIT_STATUS_DONE,
					     err);
}
