/* SPDX-License-Identifier: MIT */
/*
 * qctool photo match: look again for the owners of waiting pictures.
 *
 * After a roster was completed or corrected, names find students they did not
 * find before.  --set gives one by hand, which the log shows as such.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/photo/cmd_photo_given.h"
#include "photo/photo_find.h"

struct match_options {
	const char *kind;
	const char *set;
};

static const struct option options[] = {
	CMD_PHOTO_KIND(struct match_options),
	{"set", 0, OPTION_TEXT, N_("FILE|SHA256"),
	 N_("give this photo (as photo list shows it) to the student"),
	 .offset = offsetof(struct match_options, set)},
	OPTION_END};

static int run_photo_match(struct command_run *run, struct error *err);

const struct command cmd_photo_match = {
	.noun = "photo",
	.verb = "match",
	.summary = N_("look again for the owners of waiting pictures"),
	.operands = N_("[NUMBER]"),
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct match_options),
	.run = run_photo_match,
};

static int match_assign(struct command_run *run, struct cmd_context *ctx,
			const struct photo_import *import,
			struct photo_import_counts *counts, struct error *err)
{
	const struct match_options *o = run->options;
	long long photo, id;

	if (run->operand_count != 1)
		return error_set(err, ERROR_USAGE,
				 _("--set wants one student's number"));
	if (photo_find_id(&ctx->session, import->kind, o->set, &photo, err) <
		    0 ||
	    cmd_context_student(run, ctx, &id, err) < 0)
		return -1;
	return photo_import_assign(import, photo, id, counts, err);
}

static int run_photo_match(struct command_run *run, struct error *err)
{
	const struct match_options *o = run->options;
	struct photo_import_counts counts = {0};
	struct cmd_photo_given given;
	struct photo_import import;
	struct cmd_context ctx;
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	import = cmd_photo_given_start(&given, run, &ctx.session, o->kind);
	if (o->set)
		result = match_assign(run, &ctx, &import, &counts, err);
	else
		result = photo_import_match(&import, &counts, err);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : cmd_photo_given_finish(run, &counts, err);
}
