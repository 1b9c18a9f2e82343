/* SPDX-License-Identifier: MIT */
/* qctool store purge: what a closed task holds of persons goes for good. */
#include <string.h>

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "report/store_purge.h"

static const char *const kept[] = {"manifest", "log", NULL};

struct purge_options {
	const char *keep;
};

static const struct option options[] = {
	{"keep", 0, OPTION_CHOICE, N_("WHAT"),
	 N_("what stays: manifest (default: the log, the packages and the "
	    "hashes of what was in them) or the log alone"),
	 .choices = kept, .offset = offsetof(struct purge_options, keep)},
	OPTION_END};

static int run_store_purge(struct command_run *run, struct error *err);

const struct command cmd_store_purge = {
	.noun = "store",
	.verb = "purge",
	.required = N_("--task NAME"),
	.summary = N_("remove the persons of a closed task for good: their "
		      "rows and pictures, not the proof"),
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct purge_options),
	.run = run_store_purge,
};

static void purge_backup(void *ctx, const char *path)
{
	const struct command_run *run = ctx;

	output_note(run->output,
		    _("%s: a backup may hold the same persons; remove it when "
		      "nothing else needs it"),
		    path);
}

static void purge_foreign(void *ctx, const char *path)
{
	const struct command_run *run = ctx;

	output_note(run->output,
		    _("%s: not of this store, and left; remove it if it shows "
		      "a person"),
		    path);
}

static void purge_done(struct command_run *run, const struct store_purge *purge)
{
	const struct purge_store *rows = &purge->rows;

	if (!rows->rows && !purge->pictures) {
		output_done(run->output, _("nothing is left to be purged"));
		return;
	}
	output_done(run->output,
		    _("purged: students: %lld, photos: %lld, codes: %lld "
		      "(rows: %lld), pictures: %ld (%.1f MB)"),
		    rows->students, rows->photos, rows->codes, rows->rows,
		    purge->pictures, (double)purge->bytes / 1e6);
}

static void purge_tell(struct command_run *run, const struct store_purge *purge)
{
	const struct purge_store *rows = &purge->rows;

	output_count(run->output, "students", (long)rows->students);
	output_count(run->output, "photos", (long)rows->photos);
	output_count(run->output, "codes", (long)rows->codes);
	output_count(run->output, "rows", (long)rows->rows);
	output_count(run->output, "pictures", purge->pictures);
	output_count(run->output, "bytes", (long)purge->bytes);
	output_count(run->output, "backups", purge->backups);
	output_count(run->output, "foreign", purge->foreign_files);
	output_count(run->output, "named", (long)rows->named);
	purge_done(run, purge);
	if (rows->named)
		output_note(run->output,
			    P_("%lld row of the log names its student in a "
			       "reason that was typed; the log stays as it is",
			       "%lld rows of the log name their student in a "
			       "reason that was typed; the log stays as it is",
			       rows->named),
			    rows->named);
}

static int run_store_purge(struct command_run *run, struct error *err)
{
	const struct purge_options *o = run->options;
	struct store_purge purge = {
		.rows.packages = o->keep && strcmp(o->keep, "log") == 0,
		.backup = purge_backup,
		.foreign = purge_foreign,
		.ctx = run,
	};
	struct cmd_context ctx;
	int result;

	/* The one open task is never meant. */
	if (!run->globals->task)
		return error_set(err, ERROR_USAGE,
				 _("say which task with --task"));
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = store_purge(&ctx.session, &purge, err);
	if (result == 0)
		purge_tell(run, &purge);
	cmd_context_close(&ctx);
	return result;
}
