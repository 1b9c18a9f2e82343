/* SPDX-License-Identifier: MIT */
/* qctool task show: a task with all its settings. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/task/cmd_task.h"
#include "store/task_store.h"

static void add(struct table *t, const char *key, const char *value,
		const char *help)
{
	table_add_row(t);
	table_set(t, 0, key);
	table_set(t, 1, value);
	table_set(t, 2, help);
}

static void fill(struct table *t, const struct task *task)
{
	const struct task_policy *p;
	bool zh = i18n_lang() == I18N_ZH;
	size_t i;

	add(t, "name", task->name, _("the task"));
	add(t, "state", task->open ? "open" : "closed", "");
	add(t, "kind", task->kind, "");
	add(t, "school-code", task->school_code, _("national school code"));
	add(t, "school-name", task->school_name, "");
	add(t, "category", task->category, _("degree category"));
	add(t, "year", "", "");
	table_setf(t, 1, "%ld", task->year);
	add(t, "window-start", task->window_start, _("first day"));
	add(t, "window-end", task->window_end, _("last day"));
	add(t, "feature-code", task->feature_code, _("feature code"));
	add(t, "accept-profile", task->accept_profile, _("what may come in"));
	add(t, "output-profile", task->output_profile, _("what is made"));
	for (i = 0; (p = task_policy_at(i)); i++)
		add(t, p->key, task_policy_text(task, p->key),
		    zh ? p->zh : p->en);
}

static int run(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct cmd_context ctx;
	struct task task;
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = task_store_get(ctx.store,
				run->operand_count ? run->operands[0]
						   : run->globals->task,
				&task, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	table_add_column(t, "key", _("setting"), TABLE_LEFT);
	table_add_column(t, "value", _("value"), TABLE_LEFT);
	table_add_column(t, "help", _("meaning"), TABLE_LEFT);
	fill(t, &task);
	if (output_wants_json(run->output))
		output_item(run->output, cmd_task_json(&task));
	return cmd_context_list(run, task.name, 0, err);
}

const struct command cmd_task_show = {
	.noun = "task",
	.verb = "show",
	.summary = N_("a task with all its settings"),
	.operands = "[NAME]",
	.max_operands = 1,
	.flags = COMMAND_STORE,
	.run = run,
};
