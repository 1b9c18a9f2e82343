/* SPDX-License-Identifier: MIT */
/* qctool task list: open tasks, or all. */
#include <string.h>

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/task/cmd_task.h"
#include "store/task_store.h"

struct list_options {
	bool all;
	const char *school;
};

static const struct option options[] = {
	{"all", 'a', OPTION_FLAG, NULL, N_("closed tasks too"),
	 .offset = offsetof(struct list_options, all)},
	{"school", 0, OPTION_TEXT, N_("WORD"),
	 N_("only schools whose name or code holds this"),
	 .offset = offsetof(struct list_options, school)},
	OPTION_END};

static int run_task_list(struct command_run *run, struct error *err);

const struct command cmd_task_list = {
	.noun = "task",
	.verb = "list",
	.summary = N_("the tasks of the store"),
	.flags = COMMAND_STORE,
	.options = options,
	.options_size = sizeof(struct list_options),
	.run = run_task_list,
};

static int tasks_show(void *ctx, const struct task *task, struct error *err)
{
	struct command_run *run = ctx;
	const struct list_options *o = run->options;
	struct table *t = output_table(run->output);

	(void)err;
	/*
	 * Closed tasks of past years would outnumber the ones that are worked
	 * on.
	 */
	if (!o->all && !task->open)
		return 0;
	/*
	 * Part of a name or a code: one office may work for several schools.
	 */
	if (o->school && !strstr(task->school_name, o->school) &&
	    !strstr(task->school_code, o->school))
		return 0;
	if (output_wants_json(run->output))
		output_item(run->output, cmd_task_json(task));
	table_add_row(t);
	table_set(t, 0, task->name);
	table_set(t, 1, task->open ? _("open") : _("closed"));
	table_setf(t, 2, "%s %s", task->school_code, task->school_name);
	table_set(t, 3, task->category);
	table_setf(t, 4, "%ld", task->year);
	table_setf(t, 5, "%s…%s", task->window_start, task->window_end);
	table_set(t, 6, task->output_profile);
	return 0;
}

static int run_task_list(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct cmd_context ctx;
	int result;

	table_add_column(t, "name", _("task"), TABLE_LEFT);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "school", _("school"), TABLE_LEFT);
	table_add_column(t, "category", _("category"), TABLE_LEFT);
	table_add_column(t, "year", _("year"), TABLE_RIGHT);
	table_add_column(t, "window", _("window"), TABLE_LEFT);
	table_add_column(t, "profile", _("profile"), TABLE_LEFT);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	/* With --at the tasks as they were set then, out of the log. */
	result = task_store_each(ctx.store, session_as_of(&ctx.session),
				 tasks_show, run, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	return cmd_context_list(run, _("tasks"), EXIT_STATUS_DONE, err);
}
