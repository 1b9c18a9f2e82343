/* SPDX-License-Identifier: MIT */
/* qctool photo import, photo match: pictures to their students. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "photo/photo_import.h"
#include "photo/photo_report.h"
#include "rules/words.h"

struct import_options {
	const char *kind;
	long set;
};

#define AT(field) offsetof(struct import_options, field)

static const struct option import_options[] = {
	{"kind", 'k', OPTION_CHOICE, "KIND",
	 N_("submission (default), enrollment, prior or population"),
	 .choices = photo_kind_names, .offset = AT(kind)},
	OPTION_END};

static const struct option match_options[] = {
	{"kind", 'k', OPTION_CHOICE, "KIND",
	 N_("submission (default), enrollment, prior or population"),
	 .choices = photo_kind_names, .offset = AT(kind)},
	{"set", 0, OPTION_NUMBER, "PHOTO",
	 N_("give this photo (its number in photo list) to the student"),
	 .offset = AT(set)},
	OPTION_END};

static int run_photo_import(struct command_run *run, struct error *err);
static int run_photo_match(struct command_run *run, struct error *err);

const struct command cmd_photo_import = {
	.noun = "photo",
	.verb = "import",
	.summary = N_("pictures into the task, each to its student"),
	.operands = "PATH…",
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = import_options,
	.options_size = sizeof(struct import_options),
	.run = run_photo_import,
};

const struct command cmd_photo_match = {
	.noun = "photo",
	.verb = "match",
	.summary = N_("look again for the owners of waiting pictures"),
	.operands = "[NUMBER]",
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = match_options,
	.options_size = sizeof(struct import_options),
	.run = run_photo_match,
};

struct shower {
	struct command_run *run;
	struct progress progress;
};

static struct json *import_make_item(const struct command_run *run,
				     const struct photo_import_result *result)
{
	struct json *item = json_new_object(), *proposals = json_new_array();
	struct buf by = BUF_INIT;
	int i;

	json_set_str(item, "file", result->file);
	json_set_str(item, "sha256", result->sha256);
	json_set_str(item, "status", photo_import_status_name(result->status));
	if (result->student)
		json_set(item, "key", cmd_student_key(run, result->student));
	else
		json_set_null(item, "key");
	for (i = 0; result->match && i < result->match->count; i++) {
		struct json *one = json_new_object();

		buf_clear(&by);
		file_name_reasons(result->match->list[i].by, &by);
		json_set_int(one, "case", result->match->list[i].id);
		json_set_str(one, "by", buf_str(&by));
		json_set_real(one, "confidence",
			      result->match->list[i].confidence, 2);
		json_add(proposals, one);
	}
	json_set(item, "matches", proposals);
	json_set(item, "findings", findings_json(&result->findings));
	if (result->error)
		json_set_str(item, "error", result->error->text);
	buf_release(&by);
	return item;
}

static void import_add_row(struct command_run *run,
			   const struct photo_import_result *result)
{
	struct table *t = output_table(run->output);
	struct buf text = BUF_INIT;

	table_add_row(t);
	table_set(t, 0, result->file);
	table_set(t, 1, words_show(photo_import_status_name(result->status)));
	if (result->student) {
		table_set(t, 2, student_get(result->student, STUDENT_xh));
		table_set(t, 3,
			  cmd_student_show(
				  run, &text, STUDENT_xm,
				  student_get(result->student, STUDENT_xm)));
	}
	buf_clear(&text);
	if (result->match && result->match->sure)
		file_name_reasons(result->match->list[0].by, &text);
	table_set(t, 4, buf_str(&text));
	buf_clear(&text);
	findings_texts(&result->findings, &text);
	if (result->error && !result->findings.n)
		buf_adds(&text, result->error->text);
	table_set(t, 5, buf_str(&text));
	if (result->status == PHOTO_IMPORT_SKIPPED)
		table_set_style(t, 1, TABLE_WARN);
	else if (result->status != PHOTO_IMPORT_ADDED &&
		 result->status != PHOTO_IMPORT_KNOWN)
		table_set_style(t, 1, TABLE_ERROR);
	buf_release(&text);
}

static int import_show(void *ctx, const struct photo_import_result *result,
		       struct error *err)
{
	struct shower *s = ctx;

	(void)err;
	if (output_wants_json(s->run->output))
		output_item(s->run->output, import_make_item(s->run, result));
	import_add_row(s->run, result);
	s->progress.done++;
	s->progress.pass += result->status <= PHOTO_IMPORT_KNOWN;
	s->progress.refused += result->status == PHOTO_IMPORT_REFUSED;
	s->progress.failed += result->status == PHOTO_IMPORT_FAILED;
	progress_step(&s->progress);
	return 0;
}

static void import_add_columns(struct table *t)
{
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "status", _("result"), TABLE_LEFT);
	table_add_column(t, "xh", student_field_label(STUDENT_xh), TABLE_LEFT);
	table_add_column(t, "xm", student_field_label(STUDENT_xm), TABLE_LEFT);
	table_add_column(t, "by", _("by"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

static int import_finish(struct command_run *run,
			 const struct photo_import_counts *c, struct error *err)
{
	output_count(run->output, "total", c->total);
	output_count(run->output, "added", c->added);
	output_count(run->output, "waiting", c->waiting);
	output_count(run->output, "known", c->known);
	output_count(run->output, "refused", c->refused);
	output_count(run->output, "error", c->failed);
	output_count(run->output, "skipped", c->skipped);
	output_line(run->output,
		    _("%ld pictures: %ld given to their students, %ld wait "
		      "for an owner, %ld were there, %ld refused by state, "
		      "%ld unreadable"),
		    c->total - c->skipped, c->added, c->waiting, c->known,
		    c->refused, c->failed);
	if (c->skipped)
		output_line(run->output, _("%ld other files skipped"),
			    c->skipped);
	return cmd_context_list(
		run, _("photo import"),
		exit_status_refused(
			c->refused > 0, c->added > 0,
			exit_status_of(c->failed > 0, c->waiting > 0)),
		err);
}

static void import_fill(struct command_run *run, struct cmd_context *ctx,
			struct shower *shower, struct photo_import *import)
{
	const struct import_options *o = run->options;

	*import = (struct photo_import){
		.session = &ctx->session,
		.kind = o->kind ? photo_kind_find(o->kind)
				: PHOTO_KIND_SUBMISSION,
		.show = import_show,
		.ctx = shower,
	};
}

static int run_photo_import(struct command_run *run, struct error *err)
{
	struct shower shower = {.run = run};
	struct photo_import_counts counts;
	struct photo_import import;
	struct intake *intake = NULL;
	struct cmd_context ctx;
	int result = -1;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	import_add_columns(output_table(run->output));
	import_fill(run, &ctx, &shower, &import);
	intake = intake_open(run->operands, run->operand_count, err);
	if (intake) {
		progress_start(&shower.progress, run->globals, _("pictures"),
			       intake_total(intake));
		result = photo_import(&import, intake, &counts, err);
		progress_end(&shower.progress);
	}
	intake_close(intake);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : import_finish(run, &counts, err);
}

static int import_assign(struct command_run *run, struct cmd_context *ctx,
			 const struct photo_import *import, struct error *err)
{
	const struct import_options *o = run->options;
	long long id;

	if (run->operand_count != 1)
		return error_set(err, ERROR_USAGE,
				 _("--set wants one student's number"));
	if (cmd_context_student(run, ctx, &id, err) < 0)
		return -1;
	return photo_import_assign(import, o->set, id, err);
}

static int run_photo_match(struct command_run *run, struct error *err)
{
	const struct import_options *o = run->options;
	struct photo_import_counts counts = {0};
	struct shower shower = {.run = run};
	struct photo_import import;
	struct cmd_context ctx;
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	import_add_columns(output_table(run->output));
	import_fill(run, &ctx, &shower, &import);
	if (o->set)
		result = import_assign(run, &ctx, &import, err);
	else
		result = photo_import_match(&import, &counts, err);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : import_finish(run, &counts, err);
}
