/* SPDX-License-Identifier: MIT */
/*
 * qctool code match, code list: codes and their students.
 *
 * Both are one walk over the codes: list is a match that keeps nothing, so that
 * what list shows is what match would do.  --set is the way out where neither
 * payload nor file name tells whose a code is.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "code/code_find.h"
#include "code/code_match.h"
#include "rules/words.h"

struct match_options {
	const char *set;
};

static const struct option options[] = {
	{"set", 0, OPTION_TEXT, N_("FILE|SHA256"),
	 N_("give this code (as code list shows it) to the student"),
	 .offset = offsetof(struct match_options, set)},
	OPTION_END};

static int run_code_match(struct command_run *run, struct error *err);
static int run_code_list(struct command_run *run, struct error *err);

const struct command cmd_code_match = {
	.noun = "code",
	.verb = "match",
	.summary = N_("give the codes to their students"),
	.operands = N_("[NUMBER]"),
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct match_options),
	.run = run_code_match,
};

const struct command cmd_code_list = {
	.noun = "code",
	.verb = "list",
	.summary = N_("the codes, whose they are and what is wrong"),
	.flags = COMMAND_STORE | COMMAND_TASK,
	.run = run_code_list,
};

static void match_add_columns(struct table *t)
{
	table_add_column(t, "sha256", "SHA-256", TABLE_LEFT);
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "xh", student_field_label(STUDENT_xh), TABLE_LEFT);
	table_add_column(t, "xm", student_field_label(STUDENT_xm), TABLE_LEFT);
	table_add_column(t, "by", _("by"), TABLE_LEFT);
	table_add_column(t, "confidence", _("confidence"), TABLE_RIGHT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

/*
 * File names are shown: they are what a person goes by to look at the picture.
 */
static void match_add_row(struct command_run *run,
			  const struct code_match_result *r)
{
	struct table *t = output_table(run->output);
	struct buf text = BUF_INIT;

	table_add_row(t);
	table_setf(t, 0, "%.12s", r->sha256);
	table_set(t, 1, r->file);
	if (r->student) {
		table_set(t, 2, student_get(r->student, STUDENT_xh));
		table_set(
			t, 3,
			cmd_student_show(run, &text, STUDENT_xm,
					 student_get(r->student, STUDENT_xm)));
		buf_clear(&text);
		words_show_reasons(r->by, &text);
		table_set(t, 4, buf_str(&text));
		table_setf(t, 5, "%.2f", r->confidence);
	}
	buf_clear(&text);
	findings_texts(r->findings, &text);
	table_set(t, 6, buf_str(&text));
	if (findings_worst(r->findings) == FINDING_ERROR)
		table_set_style(t, 6, TABLE_ERROR);
	buf_release(&text);
}

static int match_show(void *ctx, const struct code_match_result *r,
		      struct error *err)
{
	struct command_run *run = ctx;
	struct json *item;

	(void)err;
	match_add_row(run, r);
	if (!output_wants_json(run->output))
		return 0;
	item = json_new_object();
	json_set_str(item, "sha256", r->sha256);
	json_set_str(item, "file", r->file);
	json_set_str(item, "layout", r->layout);
	if (r->student)
		json_set(item, "key", cmd_student_key(run, r->student));
	else
		json_set_null(item, "key");
	json_set_str(item, "by", r->by);
	json_set_real(item, "confidence", r->confidence, 2);
	json_set_str(item, "state", r->superseded ? "superseded" : "current");
	json_set(item, "findings", findings_json(r->findings));
	output_item(run->output, item);
	return 0;
}

/*
 * A code that waits is a status of 1: the case that needs it is stopped later.
 */
static int match_finish(struct command_run *run,
			const struct code_match_counts *c, struct error *err)
{
	output_count(run->output, "total", c->total);
	output_count(run->output, "matched", c->matched);
	output_count(run->output, "waiting", c->waiting);
	output_count(run->output, "superseded", c->superseded);
	output_count(run->output, "with_findings", c->with_findings);
	output_line(
		run->output,
		P_("%ld code: %ld with their student, %ld wait, %ld superseded",
		   "%ld codes: %ld with their student, %ld wait, %ld "
		   "superseded",
		   c->total),
		c->total, c->matched, c->waiting, c->superseded);
	return cmd_context_list(
		run, _("codes"),
		exit_status_of(false, c->waiting + c->with_findings > 0), err);
}

/* By hand, whatever the payload says; the log has who did it. */
static int match_assign(struct command_run *run, struct cmd_context *ctx,
			const struct code_match *how, const char *ref,
			struct error *err)
{
	long long code, id;

	if (run->operand_count != 1)
		return error_set(err, ERROR_USAGE,
				 _("--set wants one student's number"));
	if (code_find_id(&ctx->session, ref, &code, err) < 0 ||
	    cmd_context_student(run, ctx, &id, err) < 0)
		return -1;
	return code_match_assign(how, code, id, err);
}

/* Nothing is asked for a list. */
static int match_run(struct command_run *run, bool list, const char *set,
		     struct error *err)
{
	struct provider_setup provider = {.program = NULL};
	struct code_match_counts counts;
	struct cmd_context ctx;
	struct code_match how = {
		.session = &ctx.session,
		.provider = &provider,
		.show = match_show,
		.ctx = run,
		.reads_only = list,
	};
	int result = 0;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	match_add_columns(output_table(run->output));
	if (!list)
		result = provider_setup_read(store_folder(ctx.store), "code",
					     &provider, err);
	if (result == 0 && set)
		result = match_assign(run, &ctx, &how, set, err);
	if (result == 0)
		result = code_match(&how, &counts, err);
	provider_setup_release(&provider);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : match_finish(run, &counts, err);
}

static int run_code_match(struct command_run *run, struct error *err)
{
	const struct match_options *o = run->options;

	return match_run(run, false, o->set, err);
}

static int run_code_list(struct command_run *run, struct error *err)
{
	return match_run(run, true, NULL, err);
}
