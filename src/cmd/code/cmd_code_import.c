/* SPDX-License-Identifier: MIT */
/*
 * qctool code import: collection codes into the task.
 *
 * Codes are kept with their exact bytes and given to their students afterwards,
 * by code match: importing the same pictures again adds nothing.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/code/cmd_code.h"
#include "code/code_import.h"

struct import_options {
	long budget;
};

static const struct option options[] = {CMD_CODE_BUDGET(struct import_options),
					OPTION_END};

static int run_code_import(struct command_run *run, struct error *err);

const struct command cmd_code_import = {
	.noun = "code",
	.verb = "import",
	.summary = N_("collection codes into the task"),
	.operands = N_("PATH…"),
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct import_options),
	.run = run_code_import,
};

static int import_run(struct command_run *run, struct cmd_code *codes,
		      struct code_import_counts *counts, struct error *err)
{
	const struct import_options *o = run->options;
	struct cmd_context ctx;
	const struct code_import how = {
		.session = &ctx.session,
		.options = {.budget_ms = (int)o->budget},
		.show = cmd_code_show,
		.ctx = codes,
	};
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = code_import(&how, codes->intake, counts, err);
	if (result == 0)
		result = intake_need_some(codes->intake, err);
	cmd_context_close(&ctx);
	return result;
}

static int run_code_import(struct command_run *run, struct error *err)
{
	struct code_import_counts counts;
	struct cmd_code codes;
	int result;

	if (cmd_code_open(&codes, run, err) < 0)
		return -1;
	result = import_run(run, &codes, &counts, err);
	cmd_code_close(&codes);
	if (result < 0)
		return -1;
	output_count(run->output, "added", counts.added);
	output_count(run->output, "known", counts.known);
	output_count(run->output, "refused", counts.refused);
	return cmd_context_list(run, _("codes"),
				exit_status_refused(counts.refused > 0,
						    counts.added > 0,
						    cmd_code_finish(&codes)),
				err);
}
