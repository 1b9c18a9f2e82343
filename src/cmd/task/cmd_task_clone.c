/* SPDX-License-Identifier: MIT */
/* qctool task clone: next year's task from this year's. */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/task/cmd_task.h"
#include "store/task_store.h"

static int run_task_clone(struct command_run *run, struct error *err);

const struct command cmd_task_clone = {
	.noun = "task",
	.verb = "clone",
	.summary = N_("a new task with another's settings, without its cases"),
	.operands = N_("FROM TO [KEY=VALUE…]"),
	.min_operands = 2,
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES,
	.run = run_task_clone,
};

/* The other's settings, over them what was given. */
static int clone_fill(const struct command_run *run, const struct task *from,
		      struct task *task, struct error *err)
{
	int i;

	/*
	 * The window and the year come along as well: next year's are said
	 * behind the names, and until then the task answers as last year's
	 * did.
	 */
	*task = *from;
	task->id = 0;
	task->open = true;
	if (task_set(task, "name", run->operands[1], err) < 0)
		return -1;
	for (i = 2; i < run->operand_count; i++)
		if (cmd_task_assign(task, run->operands[i], err) < 0)
			return -1;
	/*
	 * A profile may have gone since; better told now than at the first
	 * photo.
	 */
	if (cmd_task_check_profiles(task, err) < 0)
		return -1;
	return task_check(task, err);
}

static int run_task_clone(struct command_run *run, struct error *err)
{
	struct cmd_context ctx;
	struct task from, task;
	int result = -1;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (task_store_get(ctx.store, run->operands[0], &from, err) < 0 ||
	    clone_fill(run, &from, &task, err) < 0 ||
	    task_store_clone(&ctx.session, &task, &from, err) < 0)
		goto out;
	output_item(run->output, cmd_task_json(&task));
	output_done(run->output, _("task %s made"), task.name);
	result = 0;
out:
	cmd_context_close(&ctx);
	return result;
}
