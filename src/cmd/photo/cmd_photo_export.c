/* SPDX-License-Identifier: MIT */
/* qctool photo export: one approved master, many deliverables. */
#include <stdlib.h>

#include "base/i18n.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/photo/cmd_photo_contact.h"
#include "photo/photo_export.h"
#include "photo/photo_report.h"

struct export_options {
	const char *profile, *name, *background, *contact;
	bool keep_background, force;
};

#define AT(field) offsetof(struct export_options, field)

static const struct option options[] = {
	{"profile", 'p', OPTION_TEXT, "NAME",
	 N_("what to make (see photo profiles)"), .offset = AT(profile)},
	{"name", 0, OPTION_TEXT, "TEMPLATE",
	 N_("how to name them, as {zjhm}.jpg (default: the profile's way)"),
	 .offset = AT(name)},
	{"background", 0, OPTION_TEXT, "NAME",
	 N_("one of the profile's colours: blue, white, grey"),
	 .offset = AT(background)},
	{"keep-background", 0, OPTION_FLAG, NULL,
	 N_("leave a wall that already passes as it is"),
	 .offset = AT(keep_background)},
	{"force", 0, OPTION_FLAG, NULL,
	 N_("overwrite other files of the same names"), .offset = AT(force)},
	{"contact", 0, OPTION_FILE, "FILE",
	 N_("an HTML page of the photos before and after"),
	 .offset = AT(contact)},
	OPTION_END};

static int run_photo_export(struct command_run *run, struct error *err);

const struct command cmd_photo_export = {
	.noun = "photo",
	.verb = "export",
	.summary = N_("approved photos made again for another destination"),
	.operands = "[NUMBER…]",
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct export_options),
	.run = run_photo_export,
};

struct shower {
	struct command_run *run;
	struct progress progress;
	struct cmd_photo_contact contact;
	const struct profile *profile;
};

static void export_set_total(void *ctx, long total)
{
	struct shower *s = ctx;

	s->progress.total = total;
}

static void export_add_columns(struct table *t)
{
	cmd_context_add_columns(t);
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
static void export_add_row(const struct shower *s,
			   const struct photo_export_result *result)
{
	struct table *t = output_table(s->run->output);
	bool clear = s->run->globals->unmask && result->path;
	struct buf texts = BUF_INIT;

	findings_texts(result->findings, &texts);
	buf_adds(&texts, export_error_of(result));
	table_add_row(t);
	cmd_context_set_cells(s->run, t, result->student);
	table_set(t, 4, clear ? result->path : export_word_of(result));
	if (result->path)
		table_setf(t, 5, "%.1f",
			   (double)result->item->made.jpeg.size / 1024);
	else
		table_set_style(t, 4, TABLE_ERROR);
	table_set(t, 6, buf_str(&texts));
	buf_release(&texts);
}

static struct json *export_make_item(const struct shower *s,
				     const struct photo_export_result *result)
{
	struct json *item = json_new_object();

	json_set(item, "key", cmd_context_key(s->run, result->student));
	cmd_context_set_who(s->run, item, result->student);
	json_set_str(item, "profile", s->profile->name);
	json_set_str(item, "status",
		     result->failed ? "error"
		     : result->path ? "written"
				    : "refused");
	json_set_str(item, "out",
		     s->run->globals->unmask ? result->path : NULL);
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
	struct shower *s = ctx;

	export_add_row(s, result);
	if (output_wants_json(s->run->output))
		output_item(s->run->output, export_make_item(s, result));
	s->progress.done++;
	s->progress.pass += result->path != NULL;
	s->progress.failed += result->failed;
	s->progress.refused += !result->path && !result->failed;
	progress_step(&s->progress);
	if (!result->item)
		return 0;
	return cmd_photo_contact_add(&s->contact, result->item, result->student,
				     err);
}

static int export_report(struct command_run *run,
			 const struct photo_export_counts *c)
{
	output_count(run->output, "total", c->total);
	output_count(run->output, "written", c->written);
	output_count(run->output, "refused", c->refused);
	output_count(run->output, "error", c->failed);
	output_line(run->output,
		    run->globals->dry_run
			    ? _("%ld photos: %ld would be written, %ld "
				"refused, %ld failed")
			    : _("%ld photos: %ld written, %ld refused, %ld "
				"failed"),
		    c->total, c->written, c->refused, c->failed);
	return exit_status_of(c->failed > 0, c->refused > 0);
}

static int export_run(struct shower *s, struct cmd_context *ctx,
		      const struct photo_engine *engine, struct error *err)
{
	struct command_run *run = s->run;
	const struct export_options *o = run->options;
	struct photo_make_options how = {
		.keep_background = o->keep_background,
		.background = o->background,
		.outline = o->contact != NULL,
	};
	struct photo_export job = {
		.session = &ctx->session,
		.engine = engine,
		.profile = s->profile,
		.filter = &ctx->filter,
		.options = &how,
		.name = o->name,
		.folder = run->globals->out,
		.force = o->force,
		.preview = o->contact ? CMD_PHOTO_CONTACT_ROWS : 0,
		.show = export_show,
		.total = export_set_total,
		.ctx = s,
	};
	struct photo_export_counts counts;
	int result;

	if (cmd_photo_contact_open(&s->contact, run, o->contact, err) < 0)
		return -1;
	progress_start(&s->progress, run->globals, _("photos"), 0);
	result = photo_export(&job, &counts, err);
	progress_end(&s->progress);
	if (cmd_photo_contact_close(&s->contact, result, err) < 0)
		return -1;
	return export_report(run, &counts);
}

static int export_check_options(const struct command_run *run,
				struct error *err)
{
	const struct export_options *o = run->options;

	if (!o->profile)
		return error_set(err, ERROR_USAGE,
				 _("say what to make with --profile NAME"));
	if (!run->globals->out)
		return error_set(err, ERROR_USAGE,
				 _("say where the pictures go with -o DIR"));
	return 0;
}

static int run_photo_export(struct command_run *run, struct error *err)
{
	const struct export_options *o = run->options;
	struct profile profile;
	struct shower shower = {.run = run, .profile = &profile};
	struct photo_engine *engine = NULL;
	struct cmd_context ctx;
	int status = -1;

	if (export_check_options(run, err) < 0)
		return -1;
	output_keep_rows(run->output);
	export_add_columns(output_table(run->output));
	if (photo_engine_open(&engine, err) == 0 &&
	    photo_engine_choose(engine, o->profile, &profile, err) == 0 &&
	    cmd_context_open(run, &ctx, err) == 0) {
		if (cmd_context_filter(run, &ctx, err) == 0)
			status = export_run(&shower, &ctx, engine, err);
		cmd_context_close(&ctx);
	}
	photo_engine_close(engine);
	return status;
}
