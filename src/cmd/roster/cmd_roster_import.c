/* SPDX-License-Identifier: MIT */
/*
 * qctool roster import: a roster file into the task.
 *
 * Rows with errors are left out and named, the rest comes in: a whole roster
 * must not wait for one wrong number.  The same file again changes nothing.
 */
#include "base/i18n.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/roster/cmd_roster_files.h"
#include "roster/roster_import.h"

struct import_options {
	struct cmd_roster_files files; /* first: cmd_roster_files_row() */
};

static const struct option options[] = {
	CMD_ROSTER_OPTIONS(struct import_options), OPTION_END};

static int run_roster_import(struct command_run *run, struct error *err);

const struct command cmd_roster_import = {
	.noun = "roster",
	.verb = "import",
	.summary = N_("a roster (CSV, XLSX, DBF) into the task"),
	.operands = N_("FILE"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct import_options),
	.run = run_roster_import,
};

struct shower {
	struct command_run *run;
	struct progress progress;
	struct roster_mark *mark; /* for -o; NULL otherwise */
};

static int imported_show(void *ctx, const struct roster_row *row,
			 enum student_store_change change, struct error *err)
{
	static const char *const names[] = {"same", "new", "changed"};
	struct shower *s = ctx;
	bool left_out = roster_row_status(row) == ROSTER_ROW_ERROR;

	cmd_roster_files_row(s->run, row,
			     left_out ? "left-out" : names[change]);
	s->progress.done++;
	s->progress.pass += !left_out;
	s->progress.refused += left_out;
	progress_step(&s->progress);
	return s->mark ? roster_mark_take(s->mark, row, err) : 0;
}

static int imported_finish(struct command_run *run,
			   const struct roster_load *load,
			   const struct roster_import_counts *c)
{
	int status = cmd_roster_files_status(run, load);

	output_count(run->output, "new", c->added);
	output_count(run->output, "changed", c->changed);
	output_count(run->output, "same", c->same);
	output_count(run->output, "left_out", c->left_out);
	output_line(run->output,
		    _("%ld new, %ld changed, %ld as before, %ld left out"),
		    c->added, c->changed, c->same, c->left_out);
	/*
	 * Left-out rows are status 1 although the rest came in: somebody has
	 * to act.
	 */
	return exit_status_of(false, status != EXIT_STATUS_DONE || c->left_out);
}

static int run_roster_import(struct command_run *run, struct error *err)
{
	const struct import_options *o = run->options;
	struct roster_import_counts counts;
	struct shower shower = {.run = run};
	struct cmd_context ctx;
	struct roster_import import = {
		.session = &ctx.session,
		.show = imported_show,
		.ctx = &shower,
	};
	struct roster_load load;
	int result;

	if (cmd_roster_files_mark(run, &shower.mark, err) < 0)
		return -1;
	if (cmd_context_open(run, &ctx, err) < 0) {
		roster_mark_free(shower.mark);
		return -1;
	}
	cmd_roster_files_load(run, &o->files, &load);
	progress_start(&shower.progress, run->globals, _("rows"), 0);
	progress_count(&shower.progress,
		       &(struct progress_words){N_("%ld read"),
						N_("%ld left out"), NULL});
	result = roster_import(&import, run->operands[0], &load, &counts, err);
	progress_end(&shower.progress);
	if (result == 0)
		result = cmd_roster_files_fill(run, shower.mark,
					       run->operands[0], &load, err);
	roster_mark_free(shower.mark);
	if (result == 0)
		result = imported_finish(run, &load, &counts);
	roster_load_release(&load);
	cmd_context_close(&ctx);
	return result < 0
		       ? -1
		       : cmd_context_list(run, _("roster import"), result, err);
}
