/* SPDX-License-Identifier: MIT */
/*
 * qctool photo check: judge photos by a profile.
 *
 * With files: judged, nothing kept.  Without: the submissions of the task,
 * those not judged before unless --again, and the result goes into the store.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/photo/cmd_photo.h"
#include "cmd/photo/cmd_photo_store.h"

struct check_options {
	struct cmd_photo_options with;
	bool source, again;
};

static const struct option options[] = {
	CMD_PHOTO_PROFILE(struct check_options,
			  N_("whose rules (default chsi-99; see photo "
			     "profiles)")),
	{"source", 0, OPTION_FLAG, NULL,
	 N_("as a photo that photo make will still crop and repair"),
	 .offset = offsetof(struct check_options, source)},
	{"landmarks", 0, OPTION_FLAG, NULL,
	 N_("with the 68 points of the face, in JSON"),
	 .offset = offsetof(struct check_options, with.landmarks)},
	{"iso", 0, OPTION_FLAG, NULL,
	 N_("with the measures of ISO/IEC 29794-5, in JSON"),
	 .offset = offsetof(struct check_options, with.iso)},
	{"again", 0, OPTION_FLAG, NULL,
	 N_("submissions of the task that were judged before too"),
	 .offset = offsetof(struct check_options, again)},
	OPTION_END};

static int run_photo_check(struct command_run *run, struct error *err);

const struct command cmd_photo_check = {
	.noun = "photo",
	.verb = "check",
	.summary = N_("judge photos by a profile, with numbers"),
	.operands = N_("[PATH…]"),
	.max_operands = -1,
	.flags = COMMAND_FILES | COMMAND_WRITES | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct check_options),
	.example = "photo check examples/photos",
	.run = run_photo_check,
};

static int check_task(struct command_run *run, struct error *err)
{
	const struct check_options *o = run->options;
	const struct cmd_photo_store how = {
		/*
		 * Submissions are sources: they are cropped and repaired
		 * before they go out.
		 */
		.job = PHOTO_BATCH_CHECK_SOURCE,
		.profile = o->with.profile,
		.sheet = cmd_photo_page(run),
		.iso = o->with.iso,
		.again = o->again,
	};

	return cmd_photo_store_run(run, &how, err);
}

static int run_photo_check(struct command_run *run, struct error *err)
{
	const struct check_options *o = run->options;
	const char *sheet = cmd_photo_page(run);
	struct photo_files job = {
		.job = o->source ? PHOTO_BATCH_CHECK_SOURCE : PHOTO_BATCH_CHECK,
		.profile =
			o->with.profile ? o->with.profile : CMD_PHOTO_DEFAULT,
		.iso = o->with.iso,
	};
	int status;

	if (run->operand_count == 0)
		return check_task(run, err);
	if (o->again)
		return error_set(err, ERROR_USAGE,
				 _("--again is for the submissions of a task; "
				   "files are always judged"));
	if (sheet)
		output_keep_rows(run->output);
	status = cmd_photo_files(run, &job, sheet, err);
	if (status < 0 || sheet)
		return status;
	return cmd_context_list(run, _("photo check"), status, err);
}
