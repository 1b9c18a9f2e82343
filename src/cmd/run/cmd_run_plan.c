/* SPDX-License-Identifier: MIT */
/*
 * qctool run plan: what waits in the store, as a folder for other machines.
 *
 * Reads the store and writes nothing to it; --at is the time of the plan, not
 * a look at the past.
 */
#include "base/i18n.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_list.h"
#include "cmd/run/shard_make.h"
#include "photo/photo_engine.h"

struct plan_options {
	long shards;
};

static const struct option options[] = {
	{"shards", 0, OPTION_NUMBER, N_("N"),
	 N_("into how many parts, some for each machine"), .min = 1,
	 .max = SHARD_MOST, .offset = offsetof(struct plan_options, shards)},
	OPTION_END};

static int run_plan(struct command_run *run, struct error *err);

const struct command cmd_run_plan = {
	.noun = "run",
	.verb = "plan",
	.required = N_("--shards N -o DIR"),
	.summary = N_("what waits for making and comparing, for other "
		      "machines"),
	.flags = COMMAND_STORE | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct plan_options),
	.run = run_plan,
};

struct planner {
	struct command_run *run;
	struct progress progress;
	long failed;
};

static void plan_failed(void *ctx, const char *sha256, const struct error *why)
{
	struct planner *p = ctx;

	p->failed++;
	cmd_failed(p->run, sha256, why);
}

static void plan_step(void *ctx, long done, long total)
{
	struct planner *p = ctx;

	p->progress.done = done;
	p->progress.total = total;
	progress_step(&p->progress);
}

static void tell_part(struct command_run *run, int k,
		      const struct shard_part *part)
{
	struct json *item = json_new_object();
	struct table *t = output_table(run->output);
	char text[24];
	int kind;

	json_set_int(item, "shard", k);
	table_add_row(t);
	snprintf(text, sizeof(text), "%d", k);
	table_set(t, 0, text);
	for (kind = 0; kind < SHARD_KINDS; kind++) {
		json_set_int(item, shard_job_word((enum shard_kind)kind),
			     part->jobs[kind]);
		snprintf(text, sizeof(text), "%ld", part->jobs[kind]);
		table_set(t, kind + 1, text);
	}
	output_item(run->output, item);
}

static void note_plan(const struct output *o, const struct shard_make *make)
{
	if (make->again)
		output_note(o, _("%s holds this plan already"), make->dir);
	else if (make->session->dry_run)
		output_done(o, _("the plan written to %s"), make->dir);
	if (make->refused)
		output_note(o,
			    P_("%ld photo may not be made now (quota, window, "
			       "payment) and is not in the plan",
			       "%ld photos may not be made now (quota, window, "
			       "payment) and are not in the plan",
			       make->refused),
			    make->refused);
}

static int tell_plan(struct planner *p, const struct shard_make *make,
		     const struct shard_plan *plan)
{
	struct output *o = p->run->output;
	long jobs[SHARD_KINDS] = {0};
	int k, kind;

	for (k = 0; k < plan->n; k++) {
		tell_part(p->run, k + 1, &plan->parts[k]);
		for (kind = 0; kind < SHARD_KINDS; kind++)
			jobs[kind] += plan->parts[k].jobs[kind];
	}
	output_field(o, "plan", json_new_str(plan->id));
	output_count(o, "shards", plan->n);
	for (kind = 0; kind < SHARD_KINDS; kind++)
		output_count(o, shard_job_word((enum shard_kind)kind),
			     jobs[kind]);
	output_count(o, "refused", make->refused);
	output_count(o, "error", p->failed);
	output_fact(o,
		    P_("%ld photo to make, %ld to prepare for the search, %ld "
		       "pairs to compare, in %d shards",
		       "%ld photos to make, %ld to prepare for the search, %ld "
		       "pairs to compare, in %d shards",
		       jobs[SHARD_MAKE]),
		    jobs[SHARD_MAKE], jobs[SHARD_PRINTS], jobs[SHARD_PAIR],
		    plan->n);
	note_plan(o, make);
	return exit_status_of(p->failed > 0, false);
}

static int plan_store(struct planner *p, struct cmd_context *ctx,
		      struct error *err)
{
	const struct plan_options *o = p->run->options;
	struct photo_engine *engine = NULL;
	struct shard_plan plan = {.n = 0};
	struct shard_make make = {
		.session = &ctx->session,
		.dir = p->run->globals->out,
		.shards = (int)o->shards,
		.failed = plan_failed,
		.step = plan_step,
		.ctx = p,
	};
	int result = photo_engine_open(&engine, err);

	make.engine = engine;
	progress_start(&p->progress, p->run->globals, _("jobs"), 0);
	if (result == 0)
		result = shard_make(&make, &plan, err);
	progress_end(&p->progress);
	if (result == 0)
		result = tell_plan(p, &make, &plan);
	shard_plan_release(&plan);
	photo_engine_close(engine);
	return result;
}

static int run_plan(struct command_run *run, struct error *err)
{
	const struct plan_options *o = run->options;
	struct table *t = output_table(run->output);
	struct planner p = {.run = run};
	struct cmd_context ctx;
	int result;

	if (!o->shards || !run->globals->out)
		return error_set(err, ERROR_USAGE,
				 _("say into how many parts with --shards N "
				   "and where with -o DIR"));
	/* -o is the folder, never the list. */
	output_keep_rows(run->output);
	table_add_column(t, "shard", _("shard"), TABLE_RIGHT);
	table_add_column(t, "make", _("to make"), TABLE_RIGHT);
	table_add_column(t, "prints", _("to prepare"), TABLE_RIGHT);
	table_add_column(t, "query", _("to search for"), TABLE_RIGHT);
	table_add_column(t, "pair", _("pairs"), TABLE_RIGHT);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	ctx.session.as_of = 0;
	result = plan_store(&p, &ctx, err);
	cmd_context_close(&ctx);
	return result;
}
