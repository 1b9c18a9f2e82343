/* SPDX-License-Identifier: MIT */
#include "cmd/photo/cmd_photo.h"

#include <string.h>

#include "base/i18n.h"
#include "base/path.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_files.h"
#include "photo/photo_report.h"
#include "rules/words.h"

/* By the command: three sheets side by side tell what they are. */
static const char *sheet_title(const char *verb)
{
	if (strcmp(verb, "make") == 0)
		return _("made photos");
	if (strcmp(verb, "matte") == 0)
		return _("cut-out photos");
	return strcmp(verb, "export") == 0 ? _("exported photos")
					   : _("checked photos");
}

/* What becomes of a photo, in the words of the command. */
static const struct progress_words *count_words(const char *verb)
{
	static const struct progress_words made = {N_("%ld made"),
						   N_("%ld refused"),
						   N_("%ld failed")},
					   matted = {N_("%ld cut out"),
						     N_("%ld refused"),
						     N_("%ld failed")},
					   exported = {N_("%ld exported"),
						       N_("%ld refused"),
						       N_("%ld failed")},
					   checked = {N_("%ld passed"),
						      N_("%ld refused"),
						      N_("%ld unreadable")};

	if (strcmp(verb, "make") == 0)
		return &made;
	if (strcmp(verb, "matte") == 0)
		return &matted;
	return strcmp(verb, "export") == 0 ? &exported : &checked;
}

void cmd_photo_start(struct cmd_photo *p, struct command_run *run,
		     const char *sheet)
{
	p->run = run;
	p->sheet = (struct photo_sheet){
		.path = sheet,
		.about =
			cmd_context_about(run, sheet_title(run->command->verb)),
		.unmask = run->globals->unmask,
		.hide_files = !cmd_failed_is_clear(run),
	};
	progress_start(&p->progress, run->globals, _("photos"), 0);
	progress_count(&p->progress, count_words(run->command->verb));
}

void cmd_photo_total(void *ctx, long total)
{
	struct cmd_photo *p = ctx;

	p->progress.total = total;
}

void cmd_photo_end(struct cmd_photo *p, int result)
{
	progress_end(&p->progress);
	if (result == 0 && p->sheet.path)
		output_done(p->run->output,
			    P_("%ld photo shown in %s",
			       "%ld photos shown in %s", p->sheet.count),
			    p->sheet.count, p->sheet.path);
}

const char *cmd_photo_page(const struct command_run *run)
{
	const char *out = run->globals->out;

	return out && contact_sheet_knows(out) ? out : NULL;
}

static void files_add_columns(struct table *t)
{
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "verdict", _("result"), TABLE_LEFT);
	table_add_column(t, "more", _("measured"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

/* The findings of an item, the source's first. */
static void files_gather(const struct photo_batch_item *item,
			 struct findings *all)
{
	switch (item->batch->job) {
	case PHOTO_BATCH_MAKE:
		photo_make_tell(&item->made, all);
		break;
	case PHOTO_BATCH_MATTE:
		findings_append(all, &item->matte.findings);
		break;
	default:
		findings_append(all, &item->check.findings);
	}
}

/* In the unit that a finding about it would have. */
static double files_kb(const struct photo_batch_item *item, size_t bytes)
{
	return profile_kb(&item->batch->profile->accept.kb, bytes);
}

/*
 * Of a check the file as it is, of a made photo what came out, of a matte how
 * sure it is: one column for what each job is asked about.
 */
static void files_measure(const struct photo_files_result *r, char *out,
			  size_t size)
{
	const struct photo_batch_item *item = r->item;
	const struct photo_check *check = &item->check;

	out[0] = '\0';
	if (item->batch->job == PHOTO_BATCH_MATTE)
		snprintf(out, size, "%.3f", item->matte.confidence);
	else if (item->batch->job != PHOTO_BATCH_MAKE)
		snprintf(out, size, "%d×%d %.1f KB", check->width,
			 check->height, files_kb(item, check->bytes));
	else if (r->path)
		snprintf(out, size, "%s %.1f KB q%d", path_name(r->path),
			 files_kb(item, item->made.jpeg.size),
			 item->made.quality);
}

static void files_add_row(struct table *t, const struct photo_files_result *r)
{
	const struct photo_batch_item *item = r->item;
	struct findings all = FINDINGS_INIT;
	struct buf texts = BUF_INIT;
	char measured[120];

	files_gather(item, &all);
	files_measure(r, measured, sizeof(measured));
	findings_texts(&all, &texts);
	table_add_row(t);
	table_set(t, 0, item->file.name);
	table_set(t, 1, words_show(photo_report_status(item)));
	table_set(t, 2, measured);
	table_set(t, 3, buf_str(&texts));
	if (all.n && findings_worst(&all) != FINDING_INFO)
		table_set_style(t, 1,
				findings_worst(&all) == FINDING_ERROR
					? TABLE_ERROR
					: TABLE_WARN);
	buf_release(&texts);
	findings_release(&all);
}

/*
 * The one row for check, make and matte, so that a photo reads the same in
 * each.
 */
static int files_show(void *ctx, const struct photo_files_result *result,
		      struct error *err)
{
	struct cmd_photo *p = ctx;
	const struct cmd_photo_options *with = p->run->options;
	const struct photo_report_options options = {
		.timing = !p->run->globals->no_timing,
		.profile = result->item->batch->profile->name,
		.landmarks = with->landmarks,
		.iso = with->iso};
	struct json *item;

	(void)err;
	cmd_failed(p->run, result->item->file.name, &result->item->error);
	cmd_failed(p->run, result->item->file.name, &result->item->made.error);
	files_add_row(output_table(p->run->output), result);
	if (output_wants_json(p->run->output)) {
		item = photo_report_item(result->item, result->path, &options);
		cmd_files_bytes(p->run, &result->item->file, item);
		output_item(p->run->output, item);
	}
	p->progress.done++;
	p->progress.pass +=
		result->verdict == PHOTO_PASS || result->verdict == PHOTO_WARN;
	p->progress.refused += result->verdict == PHOTO_FAIL;
	p->progress.failed += result->verdict == PHOTO_ERROR;
	progress_step(&p->progress);
	return 0;
}

static void files_left_out(void *ctx, long count, const char *names)
{
	const struct cmd_photo *p = ctx;

	cmd_files_left_out(p->run, count, names);
}

static void files_report(struct output *o, const struct photo_files_counts *c)
{
	long total = c->pass + c->warn + c->fail + c->errors;

	output_count(o, "total", total);
	output_count(o, "pass", c->pass);
	output_count(o, "warn", c->warn);
	output_count(o, "fail", c->fail);
	output_count(o, "error", c->errors);
	output_fact(o,
		    P_("%ld photo: %ld pass, %ld with warnings, %ld refused, "
		       "%ld unreadable",
		       "%ld photos: %ld pass, %ld with warnings, %ld refused, "
		       "%ld unreadable",
		       total),
		    total, c->pass, c->warn, c->fail, c->errors);
}

/*
 * The order of the answer: rows while it runs, then where the sheet is, then
 * the counts.
 */
int cmd_photo_files(struct command_run *run, struct photo_files *job,
		    const char *sheet, struct error *err)
{
	struct photo_files_counts counts;
	struct cmd_photo photo;
	int result;

	if (cmd_context_hide(run, err) < 0)
		return -1;
	files_add_columns(output_table(run->output));
	cmd_photo_start(&photo, run, sheet);
	job->operands = run->operands;
	job->operand_count = run->operand_count;
	job->dry_run = run->globals->dry_run;
	job->now = run->now;
	job->jobs = (int)run->globals->jobs;
	job->sheet = &photo.sheet;
	job->show = files_show;
	job->total = cmd_photo_total;
	job->left_out = files_left_out;
	job->ctx = &photo;
	result = photo_files(job, &counts, err);
	cmd_photo_end(&photo, result);
	if (result < 0)
		return -1;
	files_report(run->output, &counts);
	if (job->dry_run && job->job != PHOTO_BATCH_CHECK)
		output_last(run->output, "%s",
			    _("dry run, nothing is changed"));
	return exit_status_of(counts.errors > 0, counts.fail > 0);
}
