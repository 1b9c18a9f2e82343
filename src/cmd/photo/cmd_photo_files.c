/* SPDX-License-Identifier: MIT */
#include "cmd/photo/cmd_photo_files.h"

#include <string.h>

#include "base/i18n.h"
#include "rules/words.h"

static int files_next_file(void *ctx, struct photo_batch_item *item,
			   struct error *err)
{
	struct cmd_photo_files *files = ctx;
	int got = intake_next(files->intake, &item->file, err);

	if (got > 0 && intake_total(files->intake) > files->progress.total)
		files->progress.total = intake_total(files->intake);
	return got;
}

int cmd_photo_files_open(struct command_run *run, const char *profile,
			 const struct photo_make_options *how,
			 struct cmd_photo_files *files, struct error *err)
{
	memset(files, 0, sizeof(*files));
	files->run = run;
	if (photo_engine_open(&files->engine, err) < 0 ||
	    photo_engine_choose(files->engine, profile, &files->profile, err) <
		    0)
		goto out;
	if (photo_make_check(&files->profile, how, err) < 0)
		goto out;
	files->intake = intake_open(run->operands, run->operand_count, err);
	if (!files->intake)
		goto out;
	files->report.timing = !run->globals->no_timing;
	files->report.profile = files->profile.name;
	files->batch = (struct photo_batch){
		.engine = files->engine,
		.profile = &files->profile,
		.options = how,
		.now = run->now,
		.jobs = (int)run->globals->jobs,
		.next = files_next_file,
		.ctx = files,
	};
	progress_start(&files->progress, run->globals, _("photos"),
		       intake_total(files->intake));
	return 0;
out:
	cmd_photo_files_close(files);
	return -1;
}

void cmd_photo_files_close(struct cmd_photo_files *files)
{
	progress_end(&files->progress);
	intake_close(files->intake);
	photo_engine_close(files->engine);
	files->intake = NULL;
	files->engine = NULL;
}

static void files_report(struct cmd_photo_files *files)
{
	struct output *o = files->run->output;

	output_count(o, "total",
		     files->pass + files->warn + files->fail + files->errors);
	output_count(o, "pass", files->pass);
	output_count(o, "warn", files->warn);
	output_count(o, "fail", files->fail);
	output_count(o, "error", files->errors);
	output_line(o,
		    _("%ld photos: %ld pass, %ld with warnings, %ld "
		      "refused, %ld unreadable"),
		    files->pass + files->warn + files->fail + files->errors,
		    files->pass, files->warn, files->fail, files->errors);
}

int cmd_photo_files_run(struct cmd_photo_files *files, const char *contact,
			struct error *err)
{
	int result = cmd_photo_contact_open(&files->contact, files->run,
					    contact, err);

	if (result < 0)
		return -1;
	files->batch.preview = contact ? CMD_PHOTO_CONTACT_ROWS : 0;
	result = photo_batch_run(&files->batch, err);
	progress_end(&files->progress);
	files_report(files);
	result = cmd_photo_contact_close(&files->contact, result, err);
	if (result < 0)
		return -1;
	return exit_status_of(files->errors > 0, files->fail > 0);
}

void cmd_photo_files_columns(struct table *table)
{
	table_add_column(table, "file", _("file"), TABLE_LEFT);
	table_add_column(table, "verdict", _("result"), TABLE_LEFT);
	table_add_column(table, "more", _("measured"), TABLE_LEFT);
	table_add_column(table, "findings", _("findings"), TABLE_LEFT);
}

void cmd_photo_files_row(struct table *table, const char *file,
			 const char *verdict, const struct findings *findings,
			 const char *more)
{
	struct buf texts = BUF_INIT;

	findings_texts(findings, &texts);
	table_add_row(table);
	table_set(table, 0, file);
	table_set(table, 1, words_show(verdict));
	table_set(table, 2, more);
	table_set(table, 3, buf_str(&texts));
	if (findings->n && findings_worst(findings) != FINDING_INFO)
		table_set_style(table, 1,
				findings_worst(findings) == FINDING_ERROR
					? TABLE_ERROR
					: TABLE_WARN);
	buf_release(&texts);
}
