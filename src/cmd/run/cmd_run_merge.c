/* SPDX-License-Identifier: MIT */
/*
 * qctool run merge: what the shards of a plan have done, into the store.
 *
 * Once: what is there is left as it is, and a second merge has nothing to do.
 */
#include "base/i18n.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "cmd/run/shard_merge.h"
#include "rules/words.h"
#include "store/task_store.h"

static int run_merge(struct command_run *run, struct error *err);

const struct command cmd_run_merge = {
	.noun = "run",
	.verb = "merge",
	.summary = N_("take what the shards of a plan have done"),
	.operands = N_("DIR"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES,
	.run = run_merge,
};

struct merger {
	struct command_run *run;
	struct progress progress;
};

static void merge_start(void *ctx, const char *what, long total)
{
	struct merger *m = ctx;

	progress_end(&m->progress);
	progress_start(&m->progress, m->run->globals, what, total);
}

static void merge_step(void *ctx, long done, long total)
{
	struct merger *m = ctx;

	m->progress.done = done;
	m->progress.total = total;
	progress_step(&m->progress);
}

/* A row of either kind. */
struct row {
	const struct student *student;
	const char *step, *status;
	const struct findings *findings;
	const struct error *error;
	bool refused; /* by policy */
};

static void tell_row(struct merger *m, const struct row *row)
{
	struct table *t = output_table(m->run->output);
	struct json *item = json_new_object();
	struct buf texts = BUF_INIT;
	bool bad = row->error || findings_worst(row->findings) == FINDING_ERROR;

	findings_texts(row->findings, &texts);
	if (row->error)
		buf_adds(&texts, row->error->text);
	table_add_row(t);
	cmd_student_set_cells(m->run, t, row->student);
	table_set(t, 4, words_show(row->step));
	table_set(t, 5, words_show(row->status));
	table_set(t, 6, buf_str(&texts));
	if (bad)
		table_set_style(t, 5, TABLE_ERROR);
	json_set(item, "key", cmd_student_key(m->run, row->student));
	cmd_student_set_who(m->run, item, row->student);
	json_set_str(item, "step", row->step);
	json_set_str(item, "status", row->status);
	json_set(item, "findings", findings_json(row->findings));
	if (row->error)
		json_set_str(item, "error", row->error->text);
	output_item(m->run->output, item);
	cmd_failed(m->run, student_get(row->student, STUDENT_xh), row->error);
	if (row->refused)
		cmd_failed_refused(m->run,
				   student_get(row->student, STUDENT_xh),
				   row->findings);
	buf_release(&texts);
}

static int merge_made(void *ctx, const struct photo_run_result *result,
		      struct error *err)
{
	struct merger *m = ctx;
	const struct photo_made *made = &result->item->made;
	struct findings all = FINDINGS_INIT;
	const struct row row = {
		.student = result->student,
		.step = "make",
		.status = photo_make_status_name(made->status),
		.findings = &all,
		.error = result->failed ? &made->error : NULL,
		.refused = result->by_gate,
	};

	(void)err;
	photo_make_tell(made, &all);
	tell_row(m, &row);
	findings_release(&all);
	m->progress.done++;
	progress_step(&m->progress);
	return 0;
}

static int merge_compared(void *ctx, const struct compare_night_result *result,
			  struct error *err)
{
	const struct row row = {
		.student = &result->row->student,
		.step = "compare",
		.status = result->refused ? "refused"
			  : result->error ? "error"
					  : "ok",
		.findings = &result->findings,
		.error = result->error,
		.refused = result->refused,
	};

	(void)err;
	tell_row(ctx, &row);
	return 0;
}

static void merge_left_out(void *ctx, const char *xh)
{
	struct merger *m = ctx;

	output_note(m->run->output,
		    _("%s: this photo is not waited for any more (withdrawn, "
		      "replaced or given back since the plan); left out"),
		    *xh ? xh : _("nobody"));
}

static void tell_lacking(const struct merger *m, const struct shard_merge *how)
{
	struct json *lacking = json_new_array();
	struct error why = ERROR_INIT;
	struct buf list = BUF_INIT;
	int k;

	for (k = 1; k <= how->plan->n; k++) {
		if (shard_given_has(how->given, k))
			continue;
		json_add_int(lacking, k);
		buf_addf(&list, "%s%d", list.size ? " " : "", k);
	}
	output_field(m->run->output, "lacking", lacking);
	if (list.size) {
		error_set(&why, ERROR_INPUT,
			  _("no results yet of %d of %d shards: %s; nothing "
			    "is compared before all are there"),
			  shard_given_lacking(how->given), how->plan->n,
			  buf_str(&list));
		cmd_failed(m->run, NULL, &why);
	}
	buf_release(&list);
}

static void tell_counts(const struct merger *m, const struct shard_merge *how)
{
	struct output *o = m->run->output;
	const struct photo_run_counts *c = &how->making;

	output_field(o, "plan", json_new_str(how->plan->id));
	output_count(o, "shards", how->plan->n);
	output_count(o, "lacking", shard_given_lacking(how->given));
	output_count(o, "total", c->total);
	output_count(o, "made", c->done);
	output_count(o, "refused", c->refused);
	output_count(o, "error", c->failed + how->failed);
	output_count(o, "known", how->known);
	output_count(o, "left_out", how->left_out_n);
	output_count(o, "not_planned", c->not_here);
	output_count(o, "compared", how->cases);
	output_count(o, "same", how->same);
	output_count(o, "below", how->below);
	output_count(o, "suspect", how->suspect);
	output_count(o, "pairs", how->pairs);
}

static bool is_nothing_new(const struct shard_merge *how)
{
	return how->making.total == 0 && how->cases == 0;
}

static int find_status(const struct shard_merge *how)
{
	const struct photo_run_counts *c = &how->making;
	long by_gate = c->by_gate + how->refused;
	bool findings = c->refused + how->left_out_n + how->same + how->below +
				how->suspect >
			0;

	if (shard_given_lacking(how->given))
		return EXIT_STATUS_PARTIAL;
	if (is_nothing_new(how))
		return EXIT_STATUS_DONE;
	return exit_status_refused(
		by_gate > 0, c->total > c->by_gate || how->cases > how->refused,
		exit_status_of(c->failed + how->failed > 0, findings));
}

static int merge_finish(const struct merger *m, const struct shard_merge *how,
			struct error *err)
{
	struct output *o = m->run->output;
	const struct photo_run_counts *c = &how->making;

	tell_counts(m, how);
	tell_lacking(m, how);
	if (is_nothing_new(how))
		output_fact(o, _("nothing new"));
	else
		output_line(o,
			    P_("%ld photo made, %ld refused, %ld failed; %ld "
			       "compared in %ld pairs: %ld the same photo, %ld "
			       "suspect",
			       "%ld photos made, %ld refused, %ld failed; %ld "
			       "compared in %ld pairs: %ld the same photo, %ld "
			       "suspect",
			       c->done),
			    c->done, c->refused, c->failed, how->cases,
			    how->pairs, how->same, how->suspect);
	if (c->not_here && !shard_given_lacking(how->given))
		output_note(o,
			    P_("%ld photo waits that is not in this plan; plan "
			       "anew for it",
			       "%ld photos wait that are not in this plan; "
			       "plan anew for them",
			       c->not_here),
			    c->not_here);
	return cmd_context_list(m->run, _("merge"), find_status(how), err);
}

/* The plan says which task it is of; --task may only say the same. */
static int find_task(struct cmd_context *ctx, const struct shard_plan *plan,
		     struct error *err)
{
	if (!ctx->task.id)
		return task_store_get_then(&ctx->session, plan->task.name,
					   &ctx->task, err);
	if (strcmp(ctx->task.name, plan->task.name) == 0)
		return 0;
	return error_set(err, ERROR_INPUT, _("the plan is of task %s, not %s"),
			 plan->task.name, ctx->task.name);
}

static int merge_into(struct merger *m, const struct shard_plan *plan,
		      struct cmd_context *ctx, struct error *err)
{
	struct photo_engine *engine = NULL;
	struct shard_merge how = {
		.session = &ctx->session,
		.plan = plan,
		.start = merge_start,
		.made = merge_made,
		.compared = merge_compared,
		.step = merge_step,
		.left_out = merge_left_out,
		.ctx = m,
	};
	int result = -1;

	if (shard_merge_check_store(&how, err) == 0 &&
	    find_task(ctx, plan, err) == 0 &&
	    photo_engine_open(&engine, err) == 0) {
		how.engine = engine;
		result = shard_merge_check_settings(&how, err);
	}
	if (result == 0) {
		how.given = shard_given_open(m->run->operands[0], plan, err);
		result = how.given ? shard_merge(&how, err) : -1;
	}
	progress_end(&m->progress);
	if (result == 0)
		result = merge_finish(m, &how, err);
	shard_given_close(how.given);
	photo_engine_close(engine);
	return result;
}

static int run_merge(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct merger m = {.run = run};
	struct shard_plan plan;
	struct cmd_context ctx;
	int result = -1;

	cmd_student_add_columns(t);
	table_add_column(t, "step", _("step"), TABLE_LEFT);
	table_add_column(t, "result", _("result"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	if (shard_plan_read(run->operands[0], &plan, err) < 0)
		return -1;
	if (cmd_context_open(run, &ctx, err) == 0) {
		result = merge_into(&m, &plan, &ctx, err);
		cmd_context_close(&ctx);
	}
	shard_plan_release(&plan);
	return result;
}
