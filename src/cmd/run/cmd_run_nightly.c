/* SPDX-License-Identifier: MIT */
/*
 * qctool run nightly: everything that needs no person, over an inbox folder:
 * codes, enrollment photos, photos, matching, making, comparing.  Each step
 * takes up where the last night ended; nothing human-gated is decided.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/path.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "code/code_import.h"
#include "code/code_match.h"
#include "compare/compare_night.h"
#include "photo/photo_import.h"
#include "photo/photo_run.h"
#include "report/status.h"
#include "rules/words.h"

struct night {
	struct command_run *run;
	struct cmd_context ctx;
	struct progress progress;
	bool findings, errors;
};

/* One step's line in table and JSON. */
static void tell(struct night *n, const char *step, struct json *take_counts,
		 const char *text)
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

static void tick(struct night *n)
{
	n->progress.done++;
	progress_step(&n->progress);
}

static int show_code(void *ctx, const struct code_batch_item *item,
		     const char *status, struct error *err)
{
	(void)item;
	(void)status;
	(void)err;
	tick(ctx);
	return 0;
}

static int show_photo(void *ctx, const struct photo_import_result *result,
		      struct error *err)
{
	(void)result;
	(void)err;
	tick(ctx);
	return 0;
}

static int show_match(void *ctx, const struct code_match_result *result,
		      struct error *err)
{
	(void)result;
	(void)err;
	tick(ctx);
	return 0;
}

static int show_made(void *ctx, const struct photo_run_result *result,
		     struct error *err)
{
	(void)result;
	(void)err;
	tick(ctx);
	return 0;
}

static int show_compared(void *ctx, const struct compare_night_result *result,
			 struct error *err)
{
	(void)result;
	(void)err;
	tick(ctx);
	return 0;
}

/* inbox/<folder>, NULL when there is none. */
static struct intake *open_folder(struct night *n, const char *folder,
				  struct error *err)
{
	char *path = path_join(n->run->operands[0], folder);
	struct intake *intake = NULL;

	err->kind = ERROR_NONE;
	if (file_is_dir(path))
		intake = intake_open(&path, 1, err);
	free(path);
	if (intake)
		progress_start(&n->progress, n->run->globals, folder,
			       intake_total(intake));
	return intake;
}

static int step_codes(struct night *n, struct error *err)
{
	struct intake *intake = open_folder(n, "codes", err);
	struct code_import_counts c = {0};
	struct json *counts = json_new_object();
	char text[160];
	struct code_import how = {
		.session = &n->ctx.session,
		.show = show_code,
		.ctx = n,
	};
	int result = err->kind == ERROR_NONE ? 0 : -1;

	if (intake)
		result = code_import(&how, intake, &c, err);
	intake_close(intake);
	json_set_int(counts, "total", c.total);
	json_set_int(counts, "added", c.added);
	json_set_int(counts, "none", c.none);
	json_set_int(counts, "error", c.failed);
	snprintf(text, sizeof(text),
		 _("%ld images, %ld new codes, %ld without a code, %ld "
		   "unreadable"),
		 c.total, c.added, c.none, c.failed);
	tell(n, "codes", counts, text);
	n->findings |= c.none > 0;
	n->errors |= c.failed > 0;
	return result;
}

static int step_code_match(struct night *n, struct error *err)
{
	struct provider_setup provider;
	struct code_match_counts c = {0};
	struct json *counts = json_new_object();
	char text[160];
	struct code_match how = {
		.session = &n->ctx.session,
		.provider = &provider,
		.show = show_match,
		.ctx = n,
	};
	int result = provider_setup_read(store_folder(n->ctx.store), "code",
					 &provider, err);

	if (result == 0)
		result = code_match(&how, &c, err);
	provider_setup_release(&provider);

	json_set_int(counts, "total", c.total);
	json_set_int(counts, "matched", c.matched);
	json_set_int(counts, "waiting", c.waiting);
	snprintf(text, sizeof(text), _("%ld codes, %ld with their student"),
		 c.total, c.matched);
	tell(n, "code match", counts, text);
	n->findings |= c.waiting > 0;
	return result;
}

static int step_photos(struct night *n, const char *folder, const char *kind,
		       struct error *err)
{
	struct intake *intake = open_folder(n, folder, err);
	struct photo_import_counts c = {0};
	struct json *counts = json_new_object();
	char text[160];
	struct photo_import how = {
		.session = &n->ctx.session,
		.kind = kind,
		.show = show_photo,
		.ctx = n,
	};
	int result = err->kind == ERROR_NONE ? 0 : -1;

	if (intake)
		result = photo_import(&how, intake, &c, err);
	intake_close(intake);
	json_set_int(counts, "total", c.total);
	json_set_int(counts, "added", c.added);
	json_set_int(counts, "waiting", c.waiting);
	json_set_int(counts, "known", c.known);
	json_set_int(counts, "refused", c.refused);
	json_set_int(counts, "error", c.failed);
	snprintf(text, sizeof(text),
		 _("%ld pictures, %ld new, %ld wait for an owner, %ld "
		   "unreadable"),
		 c.total, c.added, c.waiting, c.failed);
	tell(n, folder, counts, text);
	n->findings |= c.waiting + c.refused > 0;
	n->errors |= c.failed > 0;
	return result;
}

static void set_total(void *ctx, long total)
{
	struct night *n = ctx;

	progress_start(&n->progress, n->run->globals, _("make"), total);
}

static int step_make(struct night *n, struct error *err)
{
	struct photo_run_counts c = {0};
	struct photo_engine *engine = NULL;
	struct json *counts = json_new_object();
	char text[160];
	struct photo_run how = {
		.session = &n->ctx.session,
		.job = PHOTO_BATCH_MAKE,
		.show = show_made,
		.total = set_total,
		.ctx = n,
	};
	int result = photo_engine_open(&engine, err);

	how.engine = engine;
	if (result == 0)
		result = photo_run(&how, &c, err);
	photo_engine_close(engine);
	json_set_int(counts, "total", c.total);
	json_set_int(counts, "made", c.done);
	json_set_int(counts, "refused", c.refused);
	json_set_int(counts, "error", c.failed);
	snprintf(text, sizeof(text), _("%ld photos, %ld made, %ld refused"),
		 c.total, c.done, c.refused);
	tell(n, "photo make", counts, text);
	n->findings |= c.refused > 0;
	n->errors |= c.failed > 0;
	return result;
}

static int step_compare(struct night *n, struct error *err)
{
	struct compare_night_counts c = {0};
	struct json *counts = json_new_object();
	char text[160];
	struct compare_night how = {
		.session = &n->ctx.session,
		.show = show_compared,
		.ctx = n,
	};
	int result;

	progress_start(&n->progress, n->run->globals, _("compare"), 0);
	result = compare_night(&how, &c, err);
	json_set_int(counts, "total", c.total);
	json_set_int(counts, "same", c.same);
	json_set_int(counts, "suspect", c.suspect);
	json_set_int(counts, "clear", c.clear);
	json_set_int(counts, "error", c.failed);
	snprintf(text, sizeof(text),
		 _("%ld photos, %ld the same photo, %ld suspect"), c.total,
		 c.same, c.suspect);
	tell(n, "compare", counts, text);
	n->findings |= c.same + c.below + c.suspect > 0;
	n->errors |= c.failed > 0;
	return result;
}

static int step_status(struct night *n, struct error *err)
{
	struct json *counts = json_new_object();
	struct status status;
	char text[160];
	int s, result = status_collect(n->ctx.store, &n->ctx.task, NULL,
				       &status, err);

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
	tell(n, "status", counts, text);
	status_release(&status);
	return result;
}

static int all_steps(struct night *n, struct error *err)
{
	if (step_codes(n, err) < 0 || step_code_match(n, err) < 0)
		return -1;
	if (step_photos(n, "enrollment", "enrollment", err) < 0 ||
	    step_photos(n, "prior", "prior", err) < 0 ||
	    step_photos(n, "photos", "submission", err) < 0)
		return -1;
	if (step_make(n, err) < 0 || step_compare(n, err) < 0)
		return -1;
	return step_status(n, err);
}

static int run(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct night night = {.run = run};
	int result;

	if (!file_is_dir(run->operands[0]))
		return error_set(err, ERROR_INPUT, _("%s: no such folder"),
				 run->operands[0]);
	table_add_column(t, "step", _("step"), TABLE_LEFT);
	table_add_column(t, "result", _("result"), TABLE_LEFT);
	if (cmd_context_open(run, &night.ctx, err) < 0)
		return -1;
	result = all_steps(&night, err);
	progress_end(&night.progress);
	cmd_context_close(&night.ctx);
	if (result < 0)
		return -1;
	return cmd_context_list(run, _("night"),
				night.errors	 ? 6
				: night.findings ? 1
						 : 0,
				err);
}

const struct command cmd_run_nightly = {
	.noun = "run",
	.verb = "nightly",
	.summary = N_("codes, photos, making and comparing over an inbox"),
	.operands = "INBOX",
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.run = run,
};
