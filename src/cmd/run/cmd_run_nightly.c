/* SPDX-License-Identifier: MIT */
/*
 * qctool run nightly: everything that needs no person, over an inbox folder.
 * What it does, and in which order, is the table in cmd/run/night.c.
 */
#include <stdio.h>
#include <sys/statvfs.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_list.h"
#include "cmd/run/night.h"
#include "cmd/run/night_lists.h"
#include "report/status.h"
#include "rules/gate.h"
#include "rules/words.h"
#include "store/file_store.h"

enum { ROOM_AT_LEAST = 32 << 20 }; /* bytes: the database, its log */

struct night_options {
	const char *settle, *lists;
	bool keep;
};

#define AT(field) offsetof(struct night_options, field)

static const struct option options[] = {
	{"settle", 0, OPTION_TEXT, N_("S"),
	 N_("leave files that changed within S seconds for the next night "
	    "(default 60)"),
	 .offset = AT(settle)},
	{"keep", 0, OPTION_FLAG, NULL,
	 N_("leave what was taken in where it is, not in INBOX/archive/DAY"),
	 .offset = AT(keep)},
	{"lists", 0, OPTION_FOLDER, N_("DIR"),
	 N_("missing.xlsx and overdue.xlsx into DIR"), .offset = AT(lists)},
	OPTION_END};

static int run_night(struct command_run *run, struct error *err);

const struct command cmd_run_nightly = {
	.noun = "run",
	.verb = "nightly",
	.summary = N_("codes, photos, making and comparing over an inbox"),
	.operands = N_("INBOX"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct night_options),
	.run = run_night,
};

struct nightly {
	struct command_run *run;
	struct night_inbox inbox;
	struct cmd_context ctx;
	struct progress progress;
	bool findings, failed;
};

static void start(void *ctx, const char *what, long total)
{
	struct nightly *n = ctx;

	progress_start(&n->progress, n->run->globals, _(what), total);
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

	gate_window(n->ctx.session.task, session_gate_time(&n->ctx.session),
		    &answer);
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
		 P_("%ld student: %ld without a photo, %ld stopped, %ld in "
		    "review, %ld done",
		    "%ld students: %ld without a photo, %ld stopped, %ld in "
		    "review, %ld done",
		    status.all.total),
		 status.all.total, status_count(&status.all, STATUS_NO_PHOTO),
		 status_count(&status.all, STATUS_BLOCKED),
		 status_count(&status.all, STATUS_REVIEW),
		 status_count(&status.all, STATUS_DONE));
	tell_line(n, "status", counts, text);
	status_release(&status);
	return result;
}

/* A row a step: a night nobody watched is told by the log. */
static int log_step(struct nightly *n, const struct night_step *step,
		    const long counts[NIGHT_COUNTS], struct error *err)
{
	struct buf detail = BUF_INIT;
	int i, result;

	if (n->ctx.session.dry_run)
		return 0;
	buf_addf(&detail, "step=%s", step->name);
	for (i = 0; i < NIGHT_COUNTS; i++)
		if (step->count[i].key && counts[i])
			buf_addf(&detail, " %s=%ld", step->count[i].key,
				 counts[i]);
	result = session_log_night(&n->ctx.session, buf_str(&detail), err);
	buf_release(&detail);
	return result;
}

/*
 * Before anything is taken in: a disk that is full in the middle costs nobody
 * anything, but it is found at eight and not at one.  Originals are kept as
 * they are, what is made of them and written about them is less again.
 */
static int check_room(struct nightly *n, struct error *err)
{
	const char *folder = store_folder(n->ctx.store);
	struct statvfs disk;
	uint64_t bytes, wanted, there;

	if (night_inbox_size(&n->inbox, &bytes, err) < 0)
		return -1;
	if (statvfs(folder, &disk) < 0)
		return error_set_errno(err, "%s", folder);
	there = (uint64_t)disk.f_bavail * disk.f_frsize;
	wanted = bytes * 2 + ROOM_AT_LEAST;
	if (there >= wanted)
		return 0;
	return error_set(err, ERROR_SYSTEM,
			 _("the disk of %s has %llu MB left and this night "
			   "may want %llu MB; nothing was done"),
			 folder, (unsigned long long)there >> 20,
			 (unsigned long long)wanted >> 20);
}

static int run_steps(struct nightly *n, struct error *err)
{
	const struct night night = {
		.session = &n->ctx.session,
		.inbox = &n->inbox,
		.start = start,
		.tick = tick,
		.failed = failed,
		.ctx = n,
	};
	const struct night_options *o = n->run->options;
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
		if (result == 0)
			result = log_step(n, step, counts, err);
	}
	if (result == 0 && o->lists)
		result = night_lists(n->run, &n->ctx, o->lists, err);
	return result < 0 ? -1 : tell_status(n, err);
}

static int set_inbox(struct nightly *n, struct error *err)
{
	const struct night_options *o = n->run->options;
	struct buf names = BUF_INIT;

	n->inbox = (struct night_inbox){
		.root = n->run->operands[0],
		.settle = 60,
		.keep = o->keep,
		.now = n->run->now,
	};
	if (o->settle && text_to_long(o->settle, 0, 86400, &n->inbox.settle))
		return error_set(err, ERROR_USAGE,
				 _("--settle: %s is no number of seconds"),
				 o->settle);
	if (!file_is_dir(n->inbox.root))
		return error_set(err, ERROR_INPUT, _("%s: no such folder"),
				 n->inbox.root);
	/* Perhaps one folder too high or too low. */
	if (!night_inbox_is_known(&n->inbox, &names))
		output_note(n->run->output,
			    _("%s has none of the folders %s: nothing is taken "
			      "in"),
			    n->inbox.root, buf_str(&names));
	buf_release(&names);
	return 0;
}

static int finish(struct nightly *n, struct error *err)
{
	struct output *o = n->run->output;

	output_count(o, "archived", n->inbox.archived);
	output_count(o, "left", n->inbox.left);
	if (n->inbox.left)
		output_note(
			o,
			P_("%ld file changed a moment ago, as if still being "
			   "copied: left for the next night, or say --settle 0",
			   "%ld files changed a moment ago, as if still being "
			   "copied: left for the next night, or say --settle 0",
			   n->inbox.left),
			n->inbox.left);
	return cmd_context_list(n->run, _("night"),
				exit_status_of(n->failed, n->findings), err);
}

static int run_night(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct nightly n = {.run = run};
	int result;

	table_add_column(t, "step", _("step"), TABLE_LEFT);
	table_add_column(t, "result", _("result"), TABLE_LEFT);
	if (set_inbox(&n, err) < 0 || cmd_context_open(run, &n.ctx, err) < 0)
		return -1;
	result = check_room(&n, err);
	if (result == 0 && !run->globals->dry_run)
		file_store_sweep(n.ctx.store);
	if (result == 0)
		result = run_steps(&n, err);
	if (result == 0)
		result = cmd_context_set_anchor(run, &n.ctx, err);
	progress_end(&n.progress);
	cmd_context_close(&n.ctx);
	return result < 0 ? -1 : finish(&n, err);
}
