/* SPDX-License-Identifier: MIT */
/*
 * qctool photo export: one approved master, many deliverables.
 *
 * Made again from the originals, never from what was made for another profile:
 * a JPEG of a JPEG loses.  No case changes its state.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "cmd/photo/cmd_photo.h"
#include "photo/photo_export.h"

struct export_options {
	struct cmd_photo_options with;
	const char *name;
	bool force;
};

#define AT(field) offsetof(struct export_options, field)

static const struct option options[] = {
	CMD_PHOTO_PROFILE(struct export_options,
			  N_("what to make (see photo profiles)")),
	{"name", 0, OPTION_TEXT, N_("TEMPLATE"),
	 N_("how to name them, as {zjhm}.jpg (default: the profile's way)"),
	 .offset = AT(name)},
	CMD_PHOTO_BACKGROUND(struct export_options),
	{"force", 0, OPTION_FLAG, NULL,
	 N_("overwrite other files of the same names"), .offset = AT(force)},
	CMD_PHOTO_CONTACT(struct export_options),
	OPTION_END};

static int run_photo_export(struct command_run *run, struct error *err);

const struct command cmd_photo_export = {
	.noun = "photo",
	.verb = "export",
	.required = N_("-o DIR --profile NAME"),
	.summary = N_("approved photos made again for another destination"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct export_options),
	.run = run_photo_export,
};

static void export_add_columns(struct table *t)
{
	cmd_student_add_columns(t);
	table_add_column(t, "result", _("result"), TABLE_LEFT);
	table_add_column(t, "kb", "KB", TABLE_RIGHT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

static const char *export_word_of(const struct photo_export_result *result)
{
	if (result->failed)
		return _("error");
	return result->path ? _("written") : _("refused");
}

static const char *export_error_of(const struct photo_export_result *result)
{
	const struct photo_batch_item *item = result->item;

	if (!result->failed)
		return "";
	return item->error.kind != ERROR_NONE ? item->error.text
					      : item->made.error.text;
}

/* A name made of numbers is shown only to who may see numbers. */
static void export_add_row(const struct cmd_photo *p,
			   const struct photo_export_result *result)
{
	struct table *t = output_table(p->run->output);
	bool clear = p->run->globals->unmask && result->path;
	struct buf texts = BUF_INIT;

	findings_texts(result->findings, &texts);
	buf_adds(&texts, export_error_of(result));
	table_add_row(t);
	cmd_student_set_cells(p->run, t, result->student);
	table_set(t, 4, clear ? result->path : export_word_of(result));
	if (result->path)
		table_setf(t, 5, "%.1f",
			   (double)result->item->made.jpeg.size / 1024);
	else
		table_set_style(t, 4, TABLE_ERROR);
	table_set(t, 6, buf_str(&texts));
	buf_release(&texts);
}

/* The path only with --unmask: a template may name files by 证件号码. */
static struct json *export_make_item(const struct cmd_photo *p,
				     const struct photo_export_result *result)
{
	struct json *item = json_new_object();

	json_set(item, "key", cmd_student_key(p->run, result->student));
	cmd_student_set_who(p->run, item, result->student);
	json_set_str(item, "profile", result->profile);
	json_set_str(item, "status",
		     result->failed ? "error"
		     : result->path ? "written"
				    : "refused");
	json_set_str(item, "out",
		     p->run->globals->unmask ? result->path : NULL);
	if (result->path) {
		json_set_int(item, "out_bytes",
			     (long long)result->item->made.jpeg.size);
		json_set_int(item, "quality", result->item->made.quality);
	}
	json_set(item, "findings", findings_json(result->findings));
	if (result->failed)
		json_set_str(item, "error", export_error_of(result));
	return item;
}

static int export_show(void *ctx, const struct photo_export_result *result,
		       struct error *err)
{
	struct cmd_photo *p = ctx;

	(void)err;
	if (result->failed)
		cmd_failed(p->run, student_get(result->student, STUDENT_xh),
			   result->item->error.kind != ERROR_NONE
				   ? &result->item->error
				   : &result->item->made.error);
	export_add_row(p, result);
	if (output_wants_json(p->run->output))
		output_item(p->run->output, export_make_item(p, result));
	p->progress.done++;
	p->progress.pass += result->path != NULL;
	p->progress.failed += result->failed;
	p->progress.refused += !result->path && !result->failed;
	progress_step(&p->progress);
	return 0;
}

static int export_report(struct command_run *run,
			 const struct photo_export_counts *c)
{
	output_count(run->output, "total", c->total);
	output_count(run->output, "written", c->written);
	output_count(run->output, "refused", c->refused);
	output_count(run->output, "error", c->failed);
	output_line(run->output,
		    P_("%ld photo: %ld written, %ld refused, %ld failed",
		       "%ld photos: %ld written, %ld refused, %ld failed",
		       c->total),
		    c->total, c->written, c->refused, c->failed);
	return exit_status_of(c->failed > 0, c->refused > 0);
}

static int export_run(struct command_run *run, struct photo_export *job,
		      struct error *err)
{
	const struct export_options *o = run->options;
	const struct photo_make_options how = {
		.keep_background = o->with.keep_background,
		.background = o->with.background,
		/* Measured for the contact sheet alone, which draws it. */
		.outline = o->with.contact != NULL,
	};
	struct photo_export_counts counts;
	struct cmd_photo photo;
	int result;

	cmd_photo_start(&photo, run, o->with.contact);
	job->options = &how;
	job->name = o->name;
	job->folder = run->globals->out;
	job->force = o->force;
	job->sheet = &photo.sheet;
	job->show = export_show;
	job->total = cmd_photo_total;
	job->ctx = &photo;
	result = photo_export(job, &counts, err);
	cmd_photo_end(&photo, result);
	return result < 0 ? -1 : export_report(run, &counts);
}

static int export_check_options(const struct command_run *run,
				struct error *err)
{
	const struct export_options *o = run->options;

	if (!o->with.profile)
		return error_set(err, ERROR_USAGE,
				 _("say what to make with --profile NAME"));
	/*
	 * No default folder: pictures of students should lie where somebody
	 * put them.
	 */
	if (!run->globals->out)
		return error_set(err, ERROR_USAGE,
				 _("say where the pictures go with -o DIR"));
	return 0;
}

static int run_photo_export(struct command_run *run, struct error *err)
{
	const struct export_options *o = run->options;
	struct photo_engine *engine = NULL;
	struct profile profile;
	struct cmd_context ctx;
	struct photo_export job = {
		.session = &ctx.session,
		.filter = &ctx.filter,
		.profile = &profile,
	};
	int status = -1;

	if (export_check_options(run, err) < 0)
		return -1;
	/* -o is the folder of the pictures. */
	output_keep_rows(run->output);
	export_add_columns(output_table(run->output));
	if (photo_engine_open(&engine, err) == 0 &&
	    photo_engine_choose(engine, o->with.profile, &profile, err) == 0 &&
	    cmd_context_open(run, &ctx, err) == 0) {
		job.engine = engine;
		if (cmd_filter_read(run, &ctx, err) == 0)
			status = export_run(run, &job, err);
		cmd_context_close(&ctx);
	}
	photo_engine_close(engine);
	return status;
}
