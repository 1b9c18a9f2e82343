/* SPDX-License-Identifier: MIT */
/* qctool task create: a new collection task. */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/task/cmd_task.h"
#include "store/log_store.h"
#include "store/task_store.h"

static const char *const kinds[] = {"graduate", "recheck", "makeup", NULL};

struct create_options {
	const char *kind, *school_code, *school_name, *category, *year;
	const char *window_start, *window_end, *feature_code;
	const char *accept_profile, *output_profile;
	struct option_list set;
};

#define AT(field) offsetof(struct create_options, field)

static const struct option options[] = {
	{"school-code", 0, OPTION_TEXT, "CODE",
	 N_("the national school code, 5 digits"), .offset = AT(school_code)},
	{"school-name", 0, OPTION_TEXT, "NAME", N_("the school's name"),
	 .offset = AT(school_name)},
	{"category", 0, OPTION_TEXT, "NAME",
	 N_("degree category (default: 普通本专科)"), .offset = AT(category)},
	{"year", 0, OPTION_TEXT, "YEAR", N_("year of graduation"),
	 .offset = AT(year)},
	{"kind", 0, OPTION_CHOICE, "KIND",
	 N_("graduate (default), recheck or makeup"), .choices = kinds,
	 .offset = AT(kind)},
	{"window-start", 0, OPTION_TEXT, "DAY", N_("first day of collection"),
	 .offset = AT(window_start)},
	{"window-end", 0, OPTION_TEXT, "DAY", N_("last day of collection"),
	 .offset = AT(window_end)},
	{"feature-code", 0, OPTION_TEXT, "CODE",
	 N_("feature code, 6 characters"), .offset = AT(feature_code)},
	{"accept-profile", 0, OPTION_TEXT, "NAME",
	 N_("what may come in (default: source)"),
	 .offset = AT(accept_profile)},
	{"output-profile", 0, OPTION_TEXT, "NAME",
	 N_("what is made (default: chsi-99)"), .offset = AT(output_profile)},
	{"set", 0, OPTION_LIST, "KEY=VALUE", N_("a policy; may be repeated"),
	 .offset = AT(set)},
	OPTION_END};

static int run_task_create(struct command_run *run, struct error *err);

const struct command cmd_task_create = {
	.noun = "task",
	.verb = "create",
	.summary = N_("make a collection task"),
	.operands = "NAME",
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES,
	.options = options,
	.options_size = sizeof(struct create_options),
	.run = run_task_create,
};

static int create_fill(const struct command_run *run, struct task *task,
		       struct error *err)
{
	const struct create_options *o = run->options;
	const struct {
		const char *key, *value;
	} pairs[] = {
		{"name", run->operands[0]},
		{"kind", o->kind ? o->kind : "graduate"},
		{"school-code", o->school_code ? o->school_code : ""},
		{"school-name", o->school_name ? o->school_name : ""},
		{"category", o->category ? o->category : "普通本专科"},
		{"window-start", o->window_start ? o->window_start : ""},
		{"window-end", o->window_end ? o->window_end : ""},
		{"feature-code", o->feature_code ? o->feature_code : ""},
		{"accept-profile",
		 o->accept_profile ? o->accept_profile : "source"},
		{"output-profile",
		 o->output_profile ? o->output_profile : "chsi-99"},
	};
	size_t i;
	int j;

	task->year = date_of_time(run->now).year;
	if (o->year && task_set(task, "year", o->year, err) < 0)
		return -1;
	for (i = 0; i < ARRAY_SIZE(pairs); i++)
		if (task_set(task, pairs[i].key, pairs[i].value, err) < 0)
			return -1;
	for (j = 0; j < o->set.count; j++)
		if (cmd_task_assign(task, o->set.values[j], err) < 0)
			return -1;
	if (cmd_task_check_profiles(task, err) < 0)
		return -1;
	return task_check(task, err);
}

/* The task and its log row, or neither. */
static int add(struct session *session, struct task *task, struct error *err)
{
	int result;

	session->task = task;
	if (store_begin(session->store, err) < 0)
		return -1;
	result = task_store_add(session->store, task, session->now, err);
	if (result == 0)
		result = log_store_note(session, 0, "task-create", task->name,
					err);
	return store_end(session->store, result, session->dry_run, err);
}

static int run_task_create(struct command_run *run, struct error *err)
{
	struct cmd_context ctx;
	struct task task = {0};
	int result = -1;

	if (create_fill(run, &task, err) < 0)
		return -1;
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (add(&ctx.session, &task, err) < 0)
		goto out;
	output_item(run->output, cmd_task_json(&task));
	output_note(run->output, _("task %s made"), task.name);
	result = 0;
out:
	cmd_context_close(&ctx);
	return result;
}
