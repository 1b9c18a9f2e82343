/* SPDX-License-Identifier: MIT */
/* qctool photo check: judge photos by a profile. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/photo/cmd_photo_files.h"
#include "cmd/photo/cmd_photo_store.h"

struct check_options {
	const char *profile;
	bool source, again;
};

static const struct option options[] = {
	{"profile", 'p', OPTION_TEXT, "NAME",
	 N_("whose rules (default chsi-99; see photo profiles)"),
	 .offset = offsetof(struct check_options, profile)},
	{"source", 0, OPTION_FLAG, NULL,
	 N_("as a photo that photo make will still crop and repair"),
	 .offset = offsetof(struct check_options, source)},
	{"again", 0, OPTION_FLAG, NULL,
	 N_("submissions of the task that were judged before too"),
	 .offset = offsetof(struct check_options, again)},
	OPTION_END};

static int run_photo_check(struct command_run *run, struct error *err);

const struct command cmd_photo_check = {
	.noun = "photo",
	.verb = "check",
	.summary = N_("judge photos by a profile, with numbers"),
	.operands = "[PATH…]",
	.max_operands = -1,
	.flags = COMMAND_FILES | COMMAND_WRITES | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct check_options),
	.example = "photo check examples/photos",
	.run = run_photo_check,
};

static void check_count(struct cmd_photo_files *files,
			enum photo_verdict verdict)
{
	switch (verdict) {
	case PHOTO_PASS:
		files->pass++;
		break;
	case PHOTO_WARN:
		files->warn++;
		break;
	case PHOTO_FAIL:
		files->fail++;
		break;
	case PHOTO_ERROR:
		files->errors++;
		break;
	}
}

static void check_show_row(struct cmd_photo_files *files,
			   struct photo_batch_item *item)
{
	struct table *t = output_table(files->run->output);
	char more[80];

	snprintf(more, sizeof(more), "%d×%d %.1f KB", item->check.width,
		 item->check.height, (double)item->check.bytes / 1024);
	cmd_photo_files_row(t, item->file.name,
			    photo_check_verdict_name(item->check.verdict),
			    &item->check.findings, more);
}

static int check_show(void *ctx, struct photo_batch_item *item,
		      struct error *err)
{
	struct cmd_photo_files *files = ctx;
	bool bad = item->error.kind != ERROR_NONE;

	if (bad) {
		item->check.verdict = PHOTO_ERROR;
		output_note(files->run->output, "%s", item->error.text);
	}
	check_count(files, item->check.verdict);
	check_show_row(files, item);
	if (output_wants_json(files->run->output))
		output_item(files->run->output,
			    bad ? photo_report_error(item, &files->report)
				: photo_report_check(item->file.name,
						     &item->check,
						     &files->report));
	files->progress.done++;
	files->progress.pass = files->pass + files->warn;
	files->progress.refused = files->fail;
	files->progress.failed = files->errors;
	progress_step(&files->progress);
	return cmd_photo_contact_add(&files->contact, item, NULL, err);
}

static int check_task(struct command_run *run, const char *contact,
		      struct error *err)
{
	const struct check_options *o = run->options;
	struct cmd_photo_store how = {
		.job = PHOTO_BATCH_CHECK_SOURCE,
		.profile = o->profile,
		.contact = contact,
		.again = o->again,
	};

	return cmd_photo_store_run(run, &how, err);
}

static int run_photo_check(struct command_run *run, struct error *err)
{
	const struct check_options *o = run->options;
	const char *contact =
		cmd_photo_contact_wanted(run) ? run->globals->out : NULL;
	struct cmd_photo_files files;
	int status;

	if (run->operand_count == 0)
		return check_task(run, contact, err);
	if (o->again)
		return error_set(err, ERROR_USAGE,
				 _("--again is for the submissions of a task; "
				   "files are always judged"));
	if (cmd_photo_files_open(run, o->profile ? o->profile : "chsi-99", NULL,
				 &files, err) < 0)
		return -1;
	files.batch.job =
		o->source ? PHOTO_BATCH_CHECK_SOURCE : PHOTO_BATCH_CHECK;
	files.batch.done = check_show;
	if (contact)
		output_keep_rows(run->output);
	cmd_photo_files_columns(output_table(run->output));
	status = cmd_photo_files_run(&files, contact, err);
	cmd_photo_files_close(&files);
	if (status < 0 || contact)
		return status;
	return cmd_context_list(run, _("photo check"), status, err);
}
