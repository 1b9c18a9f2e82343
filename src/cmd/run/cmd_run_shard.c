/* SPDX-License-Identifier: MIT */
/*
 * qctool run shard: one part of a plan, on any machine that sees its folder.
 *
 * Needs no store and keeps nothing anywhere but in the folder.
 */
#include "base/i18n.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_list.h"
#include "cmd/run/shard_work.h"
#include "rules/words.h"

static int run_shard(struct command_run *run, struct error *err);

const struct command cmd_run_shard = {
	.noun = "run",
	.verb = "shard",
	.summary = N_("do one part of a plan; no store is needed"),
	.operands = N_("DIR K"),
	.min_operands = 2,
	.max_operands = 2,
	.run = run_shard,
};

struct sharder {
	struct command_run *run;
	struct progress progress;
};

static void shard_start(void *ctx, const char *what, long total)
{
	struct sharder *s = ctx;

	progress_start(&s->progress, s->run->globals, what, total);
}

static void shard_tick(void *ctx)
{
	struct sharder *s = ctx;

	s->progress.done++;
	progress_step(&s->progress);
}

static void shard_made(void *ctx, const char *sha256,
		       const struct photo_made *made)
{
	struct sharder *s = ctx;
	struct table *t = output_table(s->run->output);
	const char *status = photo_make_status_name(made->status);
	struct findings all = FINDINGS_INIT;
	struct buf texts = BUF_INIT;
	struct json *item = json_new_object();

	photo_make_tell(made, &all);
	findings_texts(&all, &texts);
	table_add_row(t);
	table_set(t, 0, sha256);
	table_set(t, 1, words_show(status));
	table_set(t, 2, buf_str(&texts));
	json_set_str(item, "photo", sha256);
	json_set_str(item, "status", status);
	json_set(item, "findings", findings_json(&all));
	output_item(s->run->output, item);
	cmd_failed(s->run, sha256, &made->error);
	findings_release(&all);
	buf_release(&texts);
	shard_tick(s);
}

static int tell_shard(const struct command_run *run,
		      const struct shard_work *work)
{
	struct output *o = run->output;

	output_field(o, "plan", json_new_str(work->plan->id));
	output_count(o, "shard", work->k);
	output_count(o, "total", work->photos);
	output_count(o, "made", work->photos - work->refused - work->failed);
	output_count(o, "refused", work->refused);
	output_count(o, "error", work->failed);
	output_count(o, "prints", work->prints);
	output_count(o, "pairs", work->pairs);
	output_fact(o,
		    _("shard %d of %d: photos made: %ld, refused: %ld, "
		      "failed: %ld; prepared for the search: %ld, pairs "
		      "compared: %ld"),
		    work->k, work->plan->n,
		    work->photos - work->refused - work->failed, work->refused,
		    work->failed, work->prints, work->pairs);
	if (work->done_before)
		output_note(o, _("shard %d was done before"), work->k);
	return exit_status_of(work->failed > 0, false);
}

static int work_on(struct sharder *s, const struct shard_plan *plan, long k,
		   struct error *err)
{
	const struct command_globals *globals = s->run->globals;
	struct shard_work work = {
		.dir = s->run->operands[0],
		.plan = plan,
		.k = (int)k,
		.jobs = (int)globals->jobs,
		.dry_run = globals->dry_run,
		.start = shard_start,
		.made = shard_made,
		.tick = shard_tick,
		.ctx = s,
	};
	int result = shard_work(&work, err);

	progress_end(&s->progress);
	return result < 0 ? -1 : tell_shard(s->run, &work);
}

static int run_shard(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct sharder s = {.run = run};
	struct shard_plan plan;
	int result;
	long k;

	table_add_column(t, "photo", _("photo"), TABLE_LEFT);
	table_add_column(t, "status", _("status"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	if (shard_plan_read(run->operands[0], &plan, err) < 0)
		return -1;
	if (text_to_long(run->operands[1], 1, plan.n, &k) < 0)
		result = error_set(err, ERROR_USAGE,
				   _("%s is no shard of this plan; there are "
				     "1 to %d"),
				   run->operands[1], plan.n);
	else
		result = work_on(&s, &plan, k, err);
	shard_plan_release(&plan);
	return result;
}
