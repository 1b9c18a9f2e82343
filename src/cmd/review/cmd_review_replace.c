/* SPDX-License-Identifier: MIT */
/* qctool review replace: another photo before anybody opened the case. */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "compare/compare_night.h"
#include "photo/photo_replace.h"

static int run_review_replace(struct command_run *run, struct error *err);

const struct command cmd_review_replace = {
	.noun = "review",
	.verb = "replace",
	.summary = N_("another photo for a case that nobody has opened yet"),
	.operands = N_("NUMBER FILE"),
	.min_operands = 2,
	.max_operands = 2,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.run = run_review_replace,
};

/*
 * Refused is an answer with findings: what is wrong with the new photo is what
 * the student has to be told; the old one stays in force.
 */
static void replace_item(struct command_run *run,
			 const struct photo_replace *job,
			 const struct student_row *row)
{
	struct json *item = json_new_object();

	json_set(item, "key", cmd_student_key(run, &row->student));
	json_set_str(item, "state", case_state_name(row->state));
	json_set_str(item, "status", job->done ? "replaced" : "refused");
	json_set(item, "findings", findings_json(&job->findings));
	output_item(run->output, item);
}

static void replace_show(struct command_run *run,
			 const struct photo_replace *job,
			 const struct student_row *row)
{
	struct table *t = output_table(run->output);
	struct buf texts = BUF_INIT;

	cmd_student_add_columns(t);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "result", _("result"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	findings_texts(&job->findings, &texts);
	table_add_row(t);
	cmd_student_set_cells(run, t, &row->student);
	table_set(t, 4, case_state_show(row->state));
	table_set(t, 5, job->done ? _("replaced") : _("refused"));
	table_set(t, 6, buf_str(&texts));
	buf_release(&texts);
	if (output_wants_json(run->output))
		replace_item(run, job, row);
}

/*
 * Handed in, since photo/ and compare/ do not know each other (src/README.md).
 * The new photo is compared at once: the reviewer may open the case before the
 * night comes.
 */
static int replace_compare(void *ctx, const struct photo_engine *engine,
			   long long student_id, struct findings *findings,
			   struct error *err)
{
	const struct compare_night run = {.session = ctx,
					  .models = &engine->models};

	return compare_night_case(&run, student_id, findings, err);
}

static int replace_one(struct command_run *run, struct cmd_context *ctx,
		       bool *done, struct error *err)
{
	struct photo_replace job = {.session = &ctx->session,
				    .path = run->operands[1],
				    .compare = replace_compare,
				    .ctx = &ctx->session};
	struct student_row row;
	long long id;
	int result;

	if (cmd_context_student(run, ctx, &id, err) < 0 ||
	    student_store_get(ctx->store, id, &row, err) < 0)
		return -1;
	result = photo_replace(&job, &row, err);
	*done = job.done;
	if (result == 0)
		replace_show(run, &job, &row);
	if (result == 0 && !job.done)
		cmd_failed_refused(run, student_get(&row.student, STUDENT_xh),
				   &job.findings);
	photo_replace_release(&job);
	student_store_release(&row);
	return result;
}

static int run_review_replace(struct command_run *run, struct error *err)
{
	struct cmd_context ctx;
	bool done = false;
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = replace_one(run, &ctx, &done, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", 1);
	output_count(run->output, "done", done);
	output_count(run->output, "refused", !done);
	return cmd_context_list(
		run, "", done ? EXIT_STATUS_DONE : EXIT_STATUS_POLICY, err);
}
