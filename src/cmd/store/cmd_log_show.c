/* SPDX-License-Identifier: MIT */
/* qctool log show: what was done, by whom, when. */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "rules/case_state.h"
#include "store/log_store.h"

static int run_log_show(struct command_run *run, struct error *err);

const struct command cmd_log_show = {
	.noun = "log",
	.verb = "show",
	.summary = N_("what was done, by whom, when"),
	.flags = COMMAND_STORE,
	.run = run_log_show,
};

static const char *log_show_state(const char *name)
{
	enum case_state state = case_state_find(name);

	return state == CASE_STATE_COUNT ? name : case_state_show(state);
}

static int log_show(void *ctx, const struct log_entry *e, struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct json *item;
	char at[26];

	(void)err;
	date_time_format(e->at, at);
	if (output_wants_json(run->output)) {
		item = json_new_object();
		json_set_int(item, "seq", e->seq);
		json_set_str(item, "at", at);
		json_set_str(item, "who", e->who);
		json_set_str(item, "event", e->event);
		json_set_int(item, "case", e->student_id);
		json_set_str(item, "before", e->before);
		json_set_str(item, "after", e->after);
		json_set_str(item, "detail", e->detail);
		output_item(run->output, item);
	}
	table_add_row(t);
	table_setf(t, 0, "%lld", e->seq);
	table_set(t, 1, at);
	table_set(t, 2, e->who);
	table_set(t, 3, case_state_event_show(e->event));
	/* A row of the whole task has no case. */
	if (e->student_id)
		table_setf(t, 4, "%lld", e->student_id);
	table_setf(t, 5, *e->after ? "%s → %s" : "%s%s",
		   log_show_state(e->before), log_show_state(e->after));
	table_set(t, 6, e->detail);
	return 0;
}

static void log_add_columns(struct table *t)
{
	table_add_column(t, "seq", _("row"), TABLE_RIGHT);
	table_add_column(t, "at", _("time"), TABLE_LEFT);
	table_add_column(t, "who", _("who"), TABLE_LEFT);
	table_add_column(t, "event", _("event"), TABLE_LEFT);
	table_add_column(t, "case", _("case"), TABLE_RIGHT);
	table_add_column(t, "change", _("state"), TABLE_LEFT);
	table_add_column(t, "detail", _("detail"), TABLE_LEFT);
}

static int run_log_show(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct cmd_context ctx;
	int result;

	log_add_columns(t);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = log_store_each(ctx.store, 0, log_show, run, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	return cmd_context_list(run, _("log"), EXIT_STATUS_DONE, err);
}
