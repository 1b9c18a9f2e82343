/* SPDX-License-Identifier: MIT */
/*
 * qctool roster check: what is wrong with a roster file.
 *
 * Reads and judges as an import would, and keeps nothing.  With -o the user's
 * own sheet comes back with the faulty cells marked, which is what can be sent
 * to the college that made it.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/roster/cmd_roster_files.h"
#include "roster/roster_learned.h"

struct check_options {
	struct cmd_roster_files files; /* first: cmd_roster_files_row() */
	const char *school_code;
};

static const struct option options[] = {
	CMD_ROSTER_OPTIONS(struct check_options),
	{"school-code", 0, OPTION_TEXT, N_("CODE"),
	 N_("the school code every row should have"),
	 .offset = offsetof(struct check_options, school_code)},
	OPTION_END};

static int run_roster_check(struct command_run *run, struct error *err);

const struct command cmd_roster_check = {
	.noun = "roster",
	.verb = "check",
	.summary = N_("what is wrong with a roster file, row by row"),
	.operands = N_("FILE"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_FILES,
	.options = options,
	.options_size = sizeof(struct check_options),
	.example = "roster check examples/roster.xlsx",
	.run = run_roster_check,
};

struct shower {
	struct command_run *run;
	struct roster_mark *mark; /* for -o; NULL otherwise */
};

static int checked_show(void *ctx, struct roster_row *row, struct error *err)
{
	struct shower *s = ctx;

	cmd_roster_files_row(s->run, row, NULL);
	return s->mark ? roster_mark_take(s->mark, row, err) : 0;
}

static int checked_run(struct command_run *run, struct roster_load *load,
		       struct error *err)
{
	struct shower shower = {.run = run};
	const char *path = run->operands[0];
	int result;

	if (cmd_roster_files_mark(run, &shower.mark, err) < 0)
		return -1;
	result = roster_load(path, load, checked_show, &shower, err);
	if (result == 0)
		result = cmd_roster_files_fill(run, shower.mark, path, load,
					       err);
	roster_mark_free(shower.mark);
	return result == 0 ? cmd_roster_files_status(run, load) : -1;
}

static int run_roster_check(struct command_run *run, struct error *err)
{
	const struct check_options *o = run->options;
	struct roster_learned learned = ROSTER_LEARNED_INIT;
	struct roster_load load;
	struct cmd_context ctx;
	int result = 0;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	cmd_roster_files_load(run, &o->files, &load);
	load.yxdm = o->school_code;
	/*
	 * With a task its school is known; without one the rows' codes are
	 * only looked at for their form.
	 */
	if (!load.yxdm && ctx.task.id)
		load.yxdm = ctx.task.school_code;
	if (ctx.task.id)
		result = roster_learned_apply(&learned, ctx.store, &ctx.task,
					      &load, err);
	if (result == 0)
		result = checked_run(run, &load, err);
	roster_load_release(&load);
	roster_learned_release(&learned);
	cmd_context_close(&ctx);
	return result < 0
		       ? -1
		       : cmd_context_list(run, _("roster check"), result, err);
}
