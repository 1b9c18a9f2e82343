/* SPDX-License-Identifier: MIT */
/*
 * qctool report proof: what a class looks at and signs.
 *
 * -o FILE.pdf is the paper, -o FILE.xlsx or another list the form for
 * corrections with a line for each student, which `roster set --list` reads
 * back.
 */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "page/list_file.h"
#include "page/print_file.h"
#include "report/proof.h"

static int run_report_proof(struct command_run *run, struct error *err);

const struct command cmd_report_proof = {
	.noun = "report",
	.verb = "proof",
	.required = N_("-o FILE"),
	.summary =
		N_("sheets to sign, with photos, a class a page; -o FILE.pdf, "
		   "or .xlsx for the list of corrections"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.run = run_report_proof,
};

struct proof_run {
	struct command_run *run;
	struct progress progress;
};

static void proof_total(void *ctx, long total)
{
	struct proof_run *p = ctx;

	p->progress.total = total;
}

static struct json *proof_item(const struct command_run *run,
			       const struct proof_result *result)
{
	struct json *item = json_new_object();

	json_set(item, "key", cmd_student_key(run, result->student));
	cmd_student_set_who(run, item, result->student);
	json_set_str(item, "college", student_get(result->student, STUDENT_fy));
	json_set_str(item, "class", student_get(result->student, STUDENT_bh));
	json_set_int(item, "page", result->page);
	json_set_bool(item, "photo", result->photo);
	json_set(item, "findings", findings_json(&result->findings));
	return item;
}

/* Who lacks a photo; the others are on the paper. */
static int proof_show(void *ctx, const struct proof_result *result,
		      struct error *err)
{
	struct proof_run *p = ctx;
	struct table *t = output_table(p->run->output);
	struct buf texts = BUF_INIT;

	(void)err;
	if (output_wants_json(p->run->output))
		output_item(p->run->output, proof_item(p->run, result));
	p->progress.done++;
	p->progress.pass += result->photo;
	p->progress.refused += !result->photo;
	progress_step(&p->progress);
	if (!result->findings.n)
		return 0;
	findings_texts(&result->findings, &texts);
	table_add_row(t);
	cmd_student_set_cells(p->run, t, result->student);
	table_set(t, 4, buf_str(&texts));
	buf_release(&texts);
	return 0;
}

static int proof_finish(struct command_run *run, const struct proof_counts *c)
{
	output_count(run->output, "total", c->total);
	output_count(run->output, "photos", c->photos);
	output_count(run->output, "classes", c->classes);
	output_count(run->output, "pages", c->pages);
	output_line(run->output,
		    _("%s: pages: %ld, classes: %ld, students: %ld, with a "
		      "photo: %ld"),
		    run->globals->out, c->pages, c->classes, c->total,
		    c->photos);
	if (run->globals->dry_run)
		output_last(run->output, "%s",
			    _("dry run, nothing is changed"));
	return exit_status_of(false, output_table(run->output)->n_rows > 0);
}

static int proof_paper(struct command_run *run, struct cmd_context *ctx,
		       struct error *err)
{
	struct proof_run p = {.run = run};
	const struct proof job = {
		.session = &ctx->session,
		.filter = &ctx->filter,
		.path = run->globals->out,
		.unmask = run->globals->unmask,
		.total = proof_total,
		.show = proof_show,
		.ctx = &p,
	};
	struct table *t = output_table(run->output);
	struct proof_counts counts;
	int result;

	/* -o is the paper; who lacks a photo is told on stdout. */
	output_keep_rows(run->output);
	cmd_student_add_columns(t);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	progress_start(&p.progress, run->globals, _("students"), 0);
	progress_count(&p.progress,
		       &(struct progress_words){N_("%ld with a photo"),
						N_("%ld without"), NULL});
	result = proof_write(&job, &counts, err);
	progress_end(&p.progress);
	return result < 0 ? -1 : proof_finish(run, &counts);
}

/* Titles as roster set --list knows them, in any language of the screen. */
static const struct {
	const char *id, *title;
	enum student_field field; /* STUDENT_FIELD_COUNT = to be filled in */
} columns[] = {
	{"fy", "学院", STUDENT_fy},
	{"bh", "班级", STUDENT_bh},
	{"xh", "学号", STUDENT_xh},
	{"xm", "姓名", STUDENT_xm},
	{"field", "项目", STUDENT_FIELD_COUNT},
	{"before", "原内容", STUDENT_FIELD_COUNT},
	{"after", "应改为", STUDENT_FIELD_COUNT},
	{"reason", "原因", STUDENT_FIELD_COUNT},
	{"by", "提出人", STUDENT_FIELD_COUNT},
};

static int proof_add_row(void *ctx, const struct student_row *row,
			 struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct buf room = BUF_INIT;
	struct json *item;
	size_t i;

	(void)err;
	table_add_row(t);
	for (i = 0; columns[i].field != STUDENT_FIELD_COUNT; i++)
		table_set(t, i,
			  cmd_student_show(run, &room, columns[i].field,
					   student_get(&row->student,
						       columns[i].field)));
	buf_release(&room);
	if (!output_wants_json(run->output))
		return 0;
	item = json_new_object();
	json_set(item, "key", cmd_student_key(run, &row->student));
	cmd_student_set_who(run, item, &row->student);
	output_item(run->output, item);
	return 0;
}

static int proof_list(struct command_run *run, struct cmd_context *ctx,
		      struct error *err)
{
	struct table *t = output_table(run->output);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(columns); i++)
		table_add_column(t, columns[i].id, columns[i].title,
				 TABLE_LEFT);
	for (i = 4; i < ARRAY_SIZE(columns); i++)
		table_set_width(t, i, 16);
	if (student_store_each(&ctx->session, &ctx->filter, proof_add_row, run,
			       err) < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	return cmd_context_list(run, "勘误表", EXIT_STATUS_DONE, err);
}

static int run_report_proof(struct command_run *run, struct error *err)
{
	const char *out = run->globals->out;
	bool paper = out && print_file_knows(out);
	struct cmd_context ctx;
	int result = -1;

	if (!paper && !(out && list_file_knows(out)))
		return error_set(err, ERROR_USAGE,
				 _("say where to: -o FILE.pdf or .jpg to sign, "
				   "-o FILE.xlsx or .csv for corrections"));
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = paper ? proof_paper(run, &ctx, err)
			       : proof_list(run, &ctx, err);
	cmd_context_close(&ctx);
	return result;
}
