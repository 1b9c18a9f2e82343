/* SPDX-License-Identifier: MIT */
/*
 * qctool photo import: pictures into the task, each to its student.
 *
 * A picture whose name does not tell its student waits, with proposals; nobody
 * is given a photo by a guess.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_files.h"
#include "cmd/cmd_list.h"
#include "cmd/photo/cmd_photo_given.h"

struct import_options {
	const char *kind;
	bool again;
};

static const struct option options[] = {
	CMD_PHOTO_KIND(struct import_options),
	{"again", 0, OPTION_FLAG, NULL,
	 N_("files that were there are sent again on purpose"),
	 .offset = offsetof(struct import_options, again)},
	OPTION_END};

static int run_photo_import(struct command_run *run, struct error *err);

const struct command cmd_photo_import = {
	.noun = "photo",
	.verb = "import",
	.summary = N_("pictures into the task, each to its student"),
	.operands = N_("PATH…"),
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct import_options),
	.run = run_photo_import,
};

static int run_photo_import(struct command_run *run, struct error *err)
{
	const struct import_options *o = run->options;
	struct cmd_photo_given given;
	struct photo_import_counts counts;
	struct photo_import import;
	struct intake *intake = NULL;
	struct cmd_context ctx;
	const char *names;
	long left_out;
	int result = -1;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	import = cmd_photo_given_start(&given, run, &ctx.session, o->kind);
	import.again = o->again;
	intake = intake_open(run->operands, run->operand_count, err);
	if (intake) {
		progress_start(&given.progress, run->globals, _("pictures"),
			       intake_total(intake));
		progress_count(&given.progress,
			       &(struct progress_words){N_("%ld taken in"),
							N_("%ld refused"),
							N_("%ld unreadable")});
		result = photo_import(&import, intake, &counts, err);
		progress_end(&given.progress);
		left_out = intake_left_out(intake, &names);
		cmd_files_left_out(run, left_out, names);
		if (result == 0)
			result = intake_need_some(intake, err);
	}
	intake_close(intake);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : cmd_photo_given_finish(run, &counts, err);
}
