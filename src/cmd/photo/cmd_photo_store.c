/* SPDX-License-Identifier: MIT */
#include "cmd/photo/cmd_photo_store.h"

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_student.h"
#include "cmd/photo/cmd_photo.h"
#include "photo/photo_report.h"
#include "photo/photo_run.h"

static void stored_add_columns(struct table *t)
{
	cmd_student_add_columns(t);
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "result", _("result"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

static void stored_add_row(struct cmd_photo *p,
			   const struct photo_run_result *result)
{
	const struct photo_batch_item *item = result->item;
	struct table *t = output_table(p->run->output);
	struct findings all = FINDINGS_INIT;
	struct buf texts = BUF_INIT;

	if (item->batch->job == PHOTO_BATCH_MAKE)
		photo_make_tell(&item->made, &all);
	else
		findings_append(&all, &item->check.findings);
	findings_texts(&all, &texts);
	if (result->failed && item->error.kind != ERROR_NONE)
		buf_adds(&texts, item->error.text);
	table_add_row(t);
	cmd_student_set_cells(p->run, t, result->student);
	table_set(t, 4, p->run->globals->unmask ? item->file.name : "");
	table_set(t, 5,
		  result->failed    ? _("error")
		  : result->refused ? _("refused")
				    : _("passed"));
	table_set(t, 6, buf_str(&texts));
	if (!result->made)
		table_set_style(t, 5, TABLE_ERROR);
	findings_release(&all);
	buf_release(&texts);
}

static struct json *stored_make_item(const struct cmd_photo *p,
				     const struct photo_run_result *result)
{
	const struct cmd_photo_options *with = p->run->options;
	struct photo_report_options options = {
		.timing = !p->run->globals->no_timing,
		.profile = result->profile,
		.landmarks = with->landmarks,
		.iso = with->iso};
	struct json *item = photo_report_item(result->item, NULL, &options);

	/* A file name often is the student's name or number. */
	if (!p->run->globals->unmask)
		json_set_null(item, "file");
	json_set(item, "key", cmd_student_key(p->run, result->student));
	cmd_student_set_who(p->run, item, result->student);
	return item;
}

/* On stderr, when there is something to say. */
static void stored_tell(const struct cmd_photo *p,
			const struct photo_run_result *result)
{
	const char *xh = student_get(result->student, STUDENT_xh);

	cmd_failed(p->run, xh, &result->item->error);
	cmd_failed(p->run, xh, &result->item->made.error);
	if (result->by_gate)
		cmd_failed_refused(p->run, xh, &result->item->made.findings);
}

static int stored_show(void *ctx, const struct photo_run_result *result,
		       struct error *err)
{
	struct cmd_photo *p = ctx;

	(void)err;
	stored_tell(p, result);
	stored_add_row(p, result);
	if (output_wants_json(p->run->output))
		output_item(p->run->output, stored_make_item(p, result));
	p->progress.done++;
	p->progress.pass += result->made;
	p->progress.refused += result->refused;
	p->progress.failed += result->failed;
	progress_step(&p->progress);
	return 0;
}

/*
 * Three kinds of "no": a gate's (the case may not now), the profile's (the
 * photo is not good), and a failure (it could not be read).  Each has its
 * status.
 */
static int stored_finish(const struct command_run *run, const char *sheet,
			 const struct photo_run_counts *c, struct error *err)
{
	int status = exit_status_refused(
		c->by_gate > 0, c->done + c->refused > c->by_gate,
		exit_status_of(c->failed > 0, c->refused > 0));

	output_count(run->output, "total", c->total);
	output_count(run->output, "pass", c->done);
	output_count(run->output, "fail", c->refused);
	output_count(run->output, "error", c->failed);
	output_line(run->output,
		    P_("%ld photo: %ld done, %ld refused, %ld failed",
		       "%ld photos: %ld done, %ld refused, %ld failed",
		       c->total),
		    c->total, c->done, c->refused, c->failed);
	/* -o was the contact sheet, not a list. */
	if (sheet && sheet == run->globals->out)
		return status;
	return cmd_context_list(run, _("photos"), status, err);
}

static int stored_run(struct command_run *run,
		      const struct cmd_photo_store *how, struct photo_run *job,
		      struct error *err)
{
	struct photo_run_counts counts;
	struct cmd_photo photo;
	int result;

	/*
	 * -o was taken by the sheet, so the rows go to stdout (or both are
	 * NULL).
	 */
	if (how->sheet == run->globals->out)
		output_keep_rows(run->output);
	stored_add_columns(output_table(run->output));
	cmd_photo_start(&photo, run, how->sheet);
	job->sheet = &photo.sheet;
	job->show = stored_show;
	job->total = cmd_photo_total;
	job->ctx = &photo;
	result = photo_run(job, &counts, err);
	cmd_photo_end(&photo, result);
	return result < 0 ? -1 : stored_finish(run, how->sheet, &counts, err);
}

/*
 * The store is opened before the engine: a task that is not there is told at
 * once, and loading the cascades takes a moment.
 */
int cmd_photo_store_run(struct command_run *run,
			const struct cmd_photo_store *how, struct error *err)
{
	struct photo_engine *engine = NULL;
	struct cmd_context ctx;
	struct photo_run job = {
		.session = &ctx.session,
		.filter = &ctx.filter,
		.profile = how->profile,
		.options = how->options,
		.job = how->job,
		.iso = how->iso,
		.again = how->again,
		.noted = true,
	};
	int status = -1;

	if (cmd_context_open_task(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) == 0 &&
	    photo_engine_open(&engine, err) == 0) {
		job.engine = engine;
		status = stored_run(run, how, &job, err);
	}
	photo_engine_close(engine);
	cmd_context_close(&ctx);
	return status;
}
