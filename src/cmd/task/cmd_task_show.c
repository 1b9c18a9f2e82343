/* SPDX-License-Identifier: MIT */
/* qctool task show: a task with all its settings. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/task/cmd_task.h"
#include "rules/words.h"
#include "store/task_store.h"

static int run_task_show(struct command_run *run, struct error *err);

const struct command cmd_task_show = {
	.noun = "task",
	.verb = "show",
	.summary = N_("a task with all its settings"),
	.operands = N_("[NAME]"),
	.max_operands = 1,
	.flags = COMMAND_STORE,
	.run = run_task_show,
};

static void task_add_row(struct table *t, const char *key, const char *value,
			 const char *help)
{
	table_add_row(t);
	table_set(t, 0, key);
	table_set(t, 1, value);
	table_set(t, 2, help);
}

/*
 * Every setting with its value in force, defaults too: what is not set decides
 * as much as what is.
 */
static void task_fill(struct table *t, const struct task *task)
{
	const struct policy *p;
	bool zh = i18n_lang() == I18N_ZH;
	int i;

	task_add_row(t, "name", task->name, _("the task"));
	task_add_row(t, "state", task->open ? _("open") : _("closed"),
		     _("a closed one takes nothing more"));
	task_add_row(t, "kind", words_show(task->kind),
		     _("graduates, a second look at entry, or a make-up"));
	task_add_row(t, "school-code", task->school_code,
		     _("national school code"));
	task_add_row(t, "school-name", task->school_name,
		     _("on lists, boards and notices"));
	task_add_row(t, "category", task->category, _("degree category"));
	task_add_row(t, "year", "", _("year of graduation"));
	table_setf(t, 1, "%ld", task->year);
	task_add_row(t, "window-start", task->window_start, _("first day"));
	task_add_row(t, "window-end", task->window_end, _("last day"));
	task_add_row(t, "feature-code", task->feature_code, _("feature code"));
	task_add_row(t, "province", task->province, _("for the record"));
	task_add_row(t, "city", task->city, _("for the record"));
	task_add_row(t, "graduation", task->graduation,
		     _("the day from which the age of photos counts"));
	task_add_row(t, "purposes", task->purposes,
		     _("what the photos are for, in notices"));
	task_add_row(t, "accept-profile", task->accept_profile,
		     _("what may come in"));
	task_add_row(t, "output-profile", task->output_profile,
		     _("what is made"));
	for (i = 0; i < POLICY_COUNT; i++) {
		p = policy_at((enum policy_key)i);
		task_add_row(t, p->name,
			     policy_text(&task->policies, (enum policy_key)i),
			     zh ? p->zh : p->en);
	}
}

static int run_task_show(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct cmd_context ctx;
	struct task task;
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = task_store_get_then(&ctx.session,
				     run->operand_count ? run->operands[0]
							: run->globals->task,
				     &task, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	table_add_column(t, "key", _("setting"), TABLE_LEFT);
	table_add_column(t, "value", _("value"), TABLE_LEFT);
	table_add_column(t, "help", _("meaning"), TABLE_LEFT);
	task_fill(t, &task);
	if (output_wants_json(run->output))
		output_item(run->output, cmd_task_json(&task));
	return cmd_context_list(run, task.name, EXIT_STATUS_DONE, err);
}
