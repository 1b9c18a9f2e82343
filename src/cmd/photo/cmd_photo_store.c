/* SPDX-License-Identifier: MIT */
#include "cmd/photo/cmd_photo_store.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/photo/cmd_photo_contact.h"
#include "photo/photo_report.h"
#include "photo/photo_run.h"
#include "store/log_store.h"

struct shower {
	struct command_run *run;
	const struct cmd_photo_store *how;
	struct cmd_photo_contact contact;
	struct progress progress;
	const char *profile;
};

static void stored_set_total(void *ctx, long total)
{
	struct shower *s = ctx;

	s->progress.total = total;
}

static void stored_add_columns(struct table *t)
{
	cmd_context_add_columns(t);
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "result", _("result"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

static void stored_add_row(struct shower *s,
			   const struct photo_run_result *result)
{
	const struct photo_batch_item *item = result->item;
	bool make = item->batch->job == PHOTO_BATCH_MAKE;
	struct table *t = output_table(s->run->output);
	struct buf texts = BUF_INIT;

	findings_texts(make ? &item->made.source.findings
			    : &item->check.findings,
		       &texts);
	if (make)
		findings_texts(&item->made.findings, &texts);
	if (result->failed && item->error.kind != ERROR_NONE)
		buf_adds(&texts, item->error.text);
	table_add_row(t);
	cmd_context_set_cells(s->run, t, result->student);
	table_set(t, 4, s->run->globals->unmask ? item->file.name : "");
	table_set(t, 5,
		  result->failed    ? _("error")
		  : result->refused ? _("refused")
				    : _("passed"));
	table_set(t, 6, buf_str(&texts));
	if (!result->made)
		table_set_style(t, 5, TABLE_ERROR);
	buf_release(&texts);
}

static struct json *stored_make_item(const struct shower *s,
				     const struct photo_run_result *result)
{
	const struct photo_batch_item *from = result->item;
	struct photo_report_options options = {!s->run->globals->no_timing,
					       s->profile};
	struct json *item;

	if (from->error.kind != ERROR_NONE)
		item = photo_report_error(from, &options);
	else if (from->batch->job == PHOTO_BATCH_MAKE)
		item = photo_report_made(from->file.name, &from->made, NULL,
					 &options);
	else
		item = photo_report_check(from->file.name, &from->check,
					  &options);
	/* A file name often is the student's name or number. */
	if (!s->run->globals->unmask)
		json_set_null(item, "file");
	json_set(item, "key", cmd_context_key(s->run, result->student));
	cmd_context_set_who(s->run, item, result->student);
	return item;
}

static int stored_show(void *ctx, const struct photo_run_result *result,
		       struct error *err)
{
	struct shower *s = ctx;

	stored_add_row(s, result);
	if (output_wants_json(s->run->output))
		output_item(s->run->output, stored_make_item(s, result));
	s->progress.done++;
	s->progress.pass += result->made;
	s->progress.refused += result->refused;
	s->progress.failed += result->failed;
	progress_step(&s->progress);
	return cmd_photo_contact_add(&s->contact, result->item, result->student,
				     err);
}

static int stored_report(struct shower *s, const struct photo_run_counts *c,
			 struct error *err)
{
	struct command_run *run = s->run;
	int status = exit_status_refused(
		c->by_gate > 0, c->done + c->refused > c->by_gate,
		exit_status_of(c->failed > 0, c->refused > 0));

	output_count(run->output, "total", c->total);
	output_count(run->output, "pass", c->done);
	output_count(run->output, "fail", c->refused);
	output_count(run->output, "error", c->failed);
	output_line(run->output,
		    _("%ld photos: %ld done, %ld refused, %ld failed"),
		    c->total, c->done, c->refused, c->failed);
	/* -o was the contact sheet, not a list. */
	if (run->globals->out && s->contact.path == run->globals->out)
		return status;
	return cmd_context_list(run, _("photos"), status, err);
}

/* The log says that and how a run went, with counts and no names. */
static int stored_log_run(const struct shower *s, struct cmd_context *ctx,
			  const struct photo_run_counts *c, struct error *err)
{
	char detail[160];
	const char *event =
		s->how->job == PHOTO_BATCH_MAKE ? "photo-make" : "photo-check";

	if (s->run->globals->dry_run || !c->total)
		return 0;
	snprintf(detail, sizeof(detail),
		 "profile=%.60s done=%ld refused=%ld failed=%ld", s->profile,
		 c->done, c->refused, c->failed);
	if (store_begin(ctx->store, err) < 0)
		return -1;
	return store_end(ctx->store,
			 log_store_note(&ctx->session, 0, event, detail, err),
			 false, err);
}

static int stored_run_photos(struct shower *s, struct cmd_context *ctx,
			     const struct photo_engine *engine,
			     struct photo_run_counts *counts, struct error *err)
{
	struct command_run *run = s->run;
	struct photo_run job = {
		.session = &ctx->session,
		.engine = engine,
		.filter = &ctx->filter,
		.profile = s->how->profile,
		.options = s->how->options,
		.job = s->how->job,
		.again = s->how->again,
		.preview = s->how->contact ? CMD_PHOTO_CONTACT_ROWS : 0,
		.show = stored_show,
		.total = stored_set_total,
		.ctx = s,
	};
	int result;

	s->profile = photo_run_profile(&job);
	if (s->how->contact == run->globals->out)
		output_keep_rows(run->output);
	stored_add_columns(output_table(run->output));
	if (cmd_photo_contact_open(&s->contact, run, s->how->contact, err) < 0)
		return -1;
	progress_start(&s->progress, run->globals, _("photos"), 0);
	result = photo_run(&job, counts, err);
	progress_end(&s->progress);
	if (result == 0)
		result = stored_log_run(s, ctx, counts, err);
	return cmd_photo_contact_close(&s->contact, result, err);
}

int cmd_photo_store_run(struct command_run *run,
			const struct cmd_photo_store *how, struct error *err)
{
	struct command with_store = *run->command;
	struct command_run whole = *run;
	struct shower shower = {.run = run, .how = how};
	struct photo_engine *engine = NULL;
	struct photo_run_counts counts = {0};
	struct cmd_context ctx;
	int result = -1;

	with_store.flags |= COMMAND_STORE | COMMAND_TASK;
	whole.command = &with_store;
	if (cmd_context_open(&whole, &ctx, err) < 0)
		return -1;
	if (cmd_context_filter(run, &ctx, err) == 0 &&
	    photo_engine_open(&engine, err) == 0)
		result = stored_run_photos(&shower, &ctx, engine, &counts, err);
	photo_engine_close(engine);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : stored_report(&shower, &counts, err);
}
