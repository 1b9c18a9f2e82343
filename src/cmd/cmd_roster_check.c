/* SPDX-License-Identifier: MIT */
/* qctool roster check: what is wrong with a roster file. */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_roster_files.h"

struct check_options {
	struct cmd_roster_files files; /* first: cmd_roster_files_row() */
	const char *school_code;
};

static const struct option options[] = {
	CMD_ROSTER_OPTIONS(struct check_options),
	{"school-code", 0, OPTION_TEXT, "CODE",
	 N_("the school code every row should have"),
	 .offset = offsetof(struct check_options, school_code)},
	OPTION_END};

static int show(void *ctx, struct roster_row *row, struct error *err)
{
	struct command_run *run = ctx;

	(void)err;
	cmd_roster_files_row(run, row, NULL);
	return 0;
}

static int run(struct command_run *run, struct error *err)
{
	const struct check_options *o = run->options;
	struct roster_load load;
	struct cmd_context ctx;
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	cmd_roster_files_load(run, &o->files, &load);
	load.yxdm = o->school_code;
	if (!load.yxdm && ctx.task.id)
		load.yxdm = ctx.task.school_code;
	cmd_roster_files_columns(run);
	result = roster_load(run->operands[0], &load, show, run, err);
	if (result == 0)
		result = cmd_roster_files_status(run, &load);
	roster_load_release(&load);
	cmd_context_close(&ctx);
	return result < 0
		       ? -1
		       : cmd_context_list(run, _("roster check"), result, err);
}

const struct command cmd_roster_check = {
	.noun = "roster",
	.verb = "check",
	.summary = N_("what is wrong with a roster file, row by row"),
	.operands = "FILE",
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_FILES,
	.options = options,
	.options_size = sizeof(struct check_options),
	.example = "roster check examples/roster.xlsx",
	.run = run,
};
