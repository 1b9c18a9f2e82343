/* SPDX-License-Identifier: MIT */
/*
 * qctool run nightly: everything that needs no person, over an inbox folder.
 * What it does, and in which order, is the table in cmd/run/night.c.
 */
#include <stdio.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_list.h"
#include "cmd/run/night.h"
#include "report/status.h"
#include "rules/gate.h"
#include "rules/words.h"

static int run_night(struct command_run *run, struct error *err);

const struct command cmd_run_nightly = {
	.noun = "run",
	.verb = "nightly",
	.summary = N_("codes, photos, making and comparing over an inbox"),
	.operands = N_("INBOX"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.run = run_night,
};

struct nightly {
	struct command_run *run;
	struct cmd_context ctx;
	struct progress progress;
	bool findings, failed;
};

static void start(void *ctx, const char *what, long total)
{
	struct nightly *n = ctx;

	progress_start(&n->progress, n->run->globals, what, total);
}

static void tick(void *ctx)
{
	struct nightly *n = ctx;

	n->progress.done++;
	progress_step(&n->progress);
}

static void failed(void *ctx, const char *name, const struct error *why)
{
	struct nightly *n = ctx;

	cmd_failed(n->run, name, why);
}

/* One step's line in table and JSON. */
static void tell_line(struct nightly *n, const char *step,
		      struct json *take_counts, const char *text)
{
	struct table *t = output_table(n->run->output);
	struct json *item = json_new_object();

	json_set_str(item, "step", step);
	json_set(item, "counts", take_counts);
	output_item(n->run->output, item);
	table_add_row(t);
	table_set(t, 0, words_show(step));
	table_set(t, 1, text);
}

static void tell_step(struct nightly *n, const struct night_step *step,
		      const long counts[NIGHT_COUNTS])
{
	const unsigned char *said = step->said;
	struct json *told = json_new_object();
	char text[160];
	int i;

	for (i = 0; i < NIGHT_COUNTS; i++) {
		const struct night_count *count = &step->count[i];

		if (count->key)
			json_set_int(told, count->key, counts[i]);
		n->findings |= count->mark == NIGHT_FINDING && counts[i] > 0;
		n->failed |= count->mark == NIGHT_FAILED && counts[i] > 0;
	}
	snprintf(text, sizeof(text), _(step->text), counts[said[0]],
		 counts[said[1]], counts[said[2]], counts[said[3]]);
	tell_line(n, step->name, told, text);
}

/* Outside the window nothing comes in; the rest of the night is done. */
static bool skip_step(struct nightly *n, const struct night_step *step)
{
	struct gate_answer answer;

	gate_window(n->ctx.session.task, n->ctx.session.now, &answer);
	if (!step->in_window || answer.allowed)
		return false;
	tell_line(n, step->name, json_new_object(), answer.why.text);
	return true;
}

/* How far the cases are after the night. */
static int tell_status(struct nightly *n, struct error *err)
{
	struct json *counts = json_new_object();
	struct status status;
	char text[160];
	int s, result = status_collect(&n->ctx.session, NULL, &status, err);

	for (s = 0; s < CASE_STATE_COUNT; s++)
		if (status.all.by_state[s])
			json_set_int(counts,
				     case_state_name((enum case_state)s),
				     status.all.by_state[s]);
	snprintf(text, sizeof(text),
		 _("%ld students: %ld without a photo, %ld stopped, %ld in "
		   "review, %ld done"),
		 status.all.total, status_count(&status.all, STATUS_NO_PHOTO),
		 status_count(&status.all, STATUS_BLOCKED),
		 status_count(&status.all, STATUS_REVIEW),
		 status_count(&status.all, STATUS_DONE));
	tell_line(n, "status", counts, text);
	status_release(&status);
	return result;
}

static int run_steps(struct nightly *n, struct error *err)
{
	const struct night night = {
		.session = &n->ctx.session,
		.inbox = n->run->operands[0],
		.start = start,
		.tick = tick,
		.failed = failed,
		.ctx = n,
	};
	const struct night_step *step;
	int result = 0;
	size_t i;

	for (i = 0; result == 0 && (step = night_step(i)); i++) {
		long counts[NIGHT_COUNTS] = {0};

		if (step->is_asked && !step->is_asked(n->ctx.session.task))
			continue;
		if (skip_step(n, step))
			continue;
		/* Told also when it failed: what it did so far is kept. */
		result = step->run(&night, step, counts, err);
		tell_step(n, step, counts);
	}
	return result < 0 ? -1 : tell_status(n, err);
}

static int run_night(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct nightly n = {.run = run};
	int result;

	if (!file_is_dir(run->operands[0]))
		return error_set(err, ERROR_INPUT, _("%s: no such folder"),
				 run->operands[0]);
	table_add_column(t, "step", _("step"), TABLE_LEFT);
	table_add_column(t, "result", _("result"), TABLE_LEFT);
	if (cmd_context_open(run, &n.ctx, err) < 0)
		return -1;
	result = run_steps(&n, err);
	if (result == 0)
		result = cmd_context_set_anchor(run, &n.ctx, err);
	progress_end(&n.progress);
	cmd_context_close(&n.ctx);
	if (result < 0)
		return -1;
	return cmd_context_list(run, _("night"),
				exit_status_of(n.failed, n.findings), err);
}
