/* SPDX-License-Identifier: MIT */
/*
 * qctool task create: a new collection task.
 *
 * What is not given has the usual value of the kind of task; all is checked
 * before the store is touched, profiles included.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/task/cmd_task.h"
#include "store/task_store.h"
#include "task/task_preset.h"

static const char *const kinds[] = {"graduate", "recheck", "makeup", NULL};

struct create_options {
	const char *kind, *school_code, *school_name, *category, *year;
	const char *window_start, *window_end, *feature_code;
	const char *accept_profile, *output_profile, *like;
	struct option_list set;
};

#define AT(field) offsetof(struct create_options, field)

static const struct option options[] = {
	{"school-code", 0, OPTION_TEXT, N_("CODE"),
	 N_("the national school code, 5 digits"), .offset = AT(school_code)},
	{"school-name", 0, OPTION_TEXT, N_("NAME"), N_("the school's name"),
	 .offset = AT(school_name)},
	{"category", 0, OPTION_TEXT, N_("NAME"),
	 N_("degree category (default: regular undergraduates)"),
	 .offset = AT(category)},
	{"year", 0, OPTION_TEXT, N_("YEAR"), N_("year of graduation"),
	 .offset = AT(year)},
	{"kind", 0, OPTION_CHOICE, N_("KIND"),
	 N_("graduate (default), recheck or makeup"), .choices = kinds,
	 .offset = AT(kind)},
	{"window-start", 0, OPTION_TEXT, N_("DAY"),
	 N_("first day of collection"), .offset = AT(window_start)},
	{"window-end", 0, OPTION_TEXT, N_("DAY"), N_("last day of collection"),
	 .offset = AT(window_end)},
	{"feature-code", 0, OPTION_TEXT, N_("CODE"),
	 N_("feature code, 6 characters"), .offset = AT(feature_code)},
	{"accept-profile", 0, OPTION_TEXT, N_("NAME"),
	 N_("what may come in (default: source)"),
	 .offset = AT(accept_profile)},
	{"output-profile", 0, OPTION_TEXT, N_("NAME"),
	 N_("what is made (default: chsi-99)"), .offset = AT(output_profile)},
	{"like", 0, OPTION_TEXT, N_("PRESET"),
	 N_("settings of a known system (`qctool help presets`), or a file of "
	    "them"),
	 .offset = AT(like)},
	{"set", 0, OPTION_LIST, N_("KEY=VALUE"),
	 N_("a policy; may be repeated"), .offset = AT(set)},
	OPTION_END};

static int run_task_create(struct command_run *run, struct error *err);

const struct command cmd_task_create = {
	.noun = "task",
	.verb = "create",
	.required = N_("--school-code CODE"),
	.summary = N_("make a collection task"),
	.operands = N_("NAME"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES,
	.options = options,
	.options_size = sizeof(struct create_options),
	.run = run_task_create,
};

/* The settings that have an option, in the order they are checked. */
static const struct {
	const char *key;
	size_t at;
	const char *usual;
} settings[] = {
	{"kind", AT(kind), "graduate"},
	{"school-code", AT(school_code), ""},
	{"school-name", AT(school_name), ""},
	{"category", AT(category), "普通本专科"},
	{"window-start", AT(window_start), ""},
	{"window-end", AT(window_end), ""},
	{"feature-code", AT(feature_code), ""},
	{"accept-profile", AT(accept_profile), "source"},
	{"output-profile", AT(output_profile), "chsi-99"},
};

/* The usual values, over them the preset's, over both what was given. */
static int create_set(const struct create_options *o, struct task *task,
		      struct error *err)
{
	const char *value;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(settings); i++)
		if (task_set(task, settings[i].key, settings[i].usual, err) < 0)
			return -1;
	if (o->like && task_preset_apply(o->like, task, err) < 0)
		return -1;
	for (i = 0; i < ARRAY_SIZE(settings); i++) {
		memcpy(&value, (const char *)o + settings[i].at, sizeof(value));
		if (value && task_set(task, settings[i].key, value, err) < 0)
			return -1;
	}
	return 0;
}

static int create_fill(const struct command_run *run, struct task *task,
		       struct error *err)
{
	const struct create_options *o = run->options;
	int i;

	/* The year of the clock, unless told. */
	task->year = date_of_time(run->now).year;
	if (o->year && task_set(task, "year", o->year, err) < 0)
		return -1;
	if (task_set(task, "name", run->operands[0], err) < 0 ||
	    create_set(o, task, err) < 0)
		return -1;
	for (i = 0; i < o->set.count; i++)
		if (cmd_task_assign(task, o->set.values[i], err) < 0)
			return -1;
	if (!*task->school_code)
		return error_set(
			err, ERROR_USAGE,
			_("say the school with --school-code CODE, the "
			  "5 digits of the national school code"));
	if (cmd_task_check_profiles(task, err) < 0)
		return -1;
	return task_check(task, err);
}

static int run_task_create(struct command_run *run, struct error *err)
{
	struct cmd_context ctx;
	struct task task = {0};
	int result = -1;

	/*
	 * All is checked before the store is opened: no half a task on a slip.
	 */
	if (create_fill(run, &task, err) < 0)
		return -1;
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (task_store_create(&ctx.session, &task, err) < 0)
		goto out;
	output_item(run->output, cmd_task_json(&task));
	output_done(run->output, _("task %s made"), task.name);
	result = 0;
out:
	cmd_context_close(&ctx);
	return result;
}
