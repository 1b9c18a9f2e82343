/* SPDX-License-Identifier: MIT */
/*
 * qctool task set, task close: change settings of a task, or close it.
 *
 * The settings of one call are taken together or not at all, and the log keeps
 * them as they were typed.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/task/cmd_task.h"
#include "store/task_store.h"

struct close_options {
	bool undo;
};

static const struct option close_options[] = {
	{"undo", 0, OPTION_FLAG, NULL, N_("open it again"),
	 .offset = offsetof(struct close_options, undo)},
	OPTION_END};

static int run_task_set(struct command_run *run, struct error *err);
static int run_task_close(struct command_run *run, struct error *err);

const struct command cmd_task_set = {
	.noun = "task",
	.verb = "set",
	.summary = N_("change settings and policies of the task"),
	.operands = N_("KEY=VALUE…"),
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.run = run_task_set,
};

const struct command cmd_task_close = {
	.noun = "task",
	.verb = "close",
	.summary = N_("close the task: nothing more comes in"),
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = close_options,
	.options_size = sizeof(struct close_options),
	.run = run_task_close,
};

static int run_task_set(struct command_run *run, struct error *err)
{
	struct cmd_context ctx;
	struct task task;
	int i, result = -1;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	task = ctx.task;
	for (i = 0; i < run->operand_count; i++)
		if (cmd_task_assign(&task, run->operands[i], err) < 0)
			goto out;
	if (cmd_task_check_profiles(&task, err) < 0 ||
	    task_check(&task, err) < 0 ||
	    task_store_change(&ctx.session, &task, "task-set", err) < 0)
		goto out;
	output_item(run->output, cmd_task_json(&task));
	result = 0;
out:
	cmd_context_close(&ctx);
	return result;
}

static int run_task_close(struct command_run *run, struct error *err)
{
	const struct close_options *o = run->options;
	struct cmd_context ctx;
	struct task task;
	int result = -1;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	task = ctx.task;
	/*
	 * Said, not passed over: who closes a closed task may mean another
	 * one.
	 */
	if (task.open == o->undo) {
		error_set(err, ERROR_POLICY,
			  o->undo ? _("task %s is open already")
				  : _("task %s is closed already"),
			  task.name);
		goto out;
	}
	task.open = o->undo;
	if (task_store_change(&ctx.session, &task,
			      o->undo ? "task-open" : "task-close", err) < 0)
		goto out;
	output_done(run->output,
		    o->undo ? _("task %s is open again") : _("task %s closed"),
		    task.name);
	result = 0;
out:
	cmd_context_close(&ctx);
	return result;
}
