/* SPDX-License-Identifier: MIT */
/*
 * qctool roster diff: two files, or a file against the task.
 *
 * Two files need no store; one file is held against the task.  Changes are told
 * as the office calls them (roster/roster_diff.h).
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/roster/cmd_roster_files.h"
#include "roster/roster_diff.h"
#include "roster/roster_learned.h"
#include "roster/roster_report.h"
#include "roster/roster_students.h"

struct diff_options {
	struct cmd_roster_files files; /* first: cmd_roster_files_load() */
	const char *key;
};

static const char *const keys[] = {"ksh", "xh", "zjhm", NULL};

static const struct option options[] = {
	CMD_ROSTER_OPTIONS(struct diff_options),
	{"key", 0, OPTION_CHOICE, N_("FIELD"),
	 N_("the number that identifies a student: ksh, xh or zjhm"),
	 .choices = keys, .offset = offsetof(struct diff_options, key)},
	OPTION_END};

static int run_roster_diff(struct command_run *run, struct error *err);

const struct command cmd_roster_diff = {
	.noun = "roster",
	.verb = "diff",
	.summary = N_("what changed: two files, or a file against the task"),
	.operands = N_("[BEFORE] AFTER"),
	.min_operands = 1,
	.max_operands = 2,
	.flags = COMMAND_FILES,
	.options = options,
	.options_size = sizeof(struct diff_options),
	.run = run_roster_diff,
};

/*
 * With what the task has learned of the columns: read otherwise than the
 * import does, a list would differ in fields that are the same.
 */
static int diff_read_file(struct command_run *run,
			  const struct cmd_context *ctx, const char *path,
			  struct student_list *side, struct error *err)
{
	const struct diff_options *o = run->options;
	struct roster_learned learned = ROSTER_LEARNED_INIT;
	struct roster_load load;
	int result = 0;

	cmd_roster_files_load(run, &o->files, &load);
	if (ctx->task.id)
		result = roster_learned_apply(&learned, ctx->store, &ctx->task,
					      &load, err);
	if (result == 0)
		result = roster_students_read(path, &load, true, side, err);
	roster_load_release(&load);
	roster_learned_release(&learned);
	return result;
}

/* One file is compared with the task: only then a store is needed. */
static int diff_open_context(struct command_run *run, struct cmd_context *ctx,
			     struct error *err)
{
	return run->operand_count == 1 ? cmd_context_open_task(run, ctx, err)
				       : cmd_context_open(run, ctx, err);
}

static int diff_read_sides(struct command_run *run, struct student_list *before,
			   struct student_list *after, struct error *err)
{
	const char *last = run->operands[run->operand_count - 1];
	struct cmd_context ctx;
	int result;

	if (diff_open_context(run, &ctx, err) < 0)
		return -1;
	if (run->operand_count == 2)
		result = diff_read_file(run, &ctx, run->operands[0], before,
					err);
	else
		result = student_store_list(&ctx.session, before, err);
	if (result == 0)
		result = diff_read_file(run, &ctx, last, after, err);
	cmd_context_close(&ctx);
	return result;
}

static int diff_show(struct command_run *run, const struct roster_diff *diff,
		     struct error *err)
{
	struct table *t = output_table(run->output);
	struct roster_diff_view view;
	size_t i;

	roster_report_diff_columns(t);
	for (i = 0; i < diff->n; i++) {
		roster_diff_view(diff, i, &view);
		if (output_wants_json(run->output))
			output_item(run->output,
				    roster_report_diff(&view,
						       run->globals->unmask));
		roster_report_diff_row(t, &view, run->globals->unmask);
	}
	output_count(run->output, "new", (long)diff->counts[ROSTER_DIFF_NEW]);
	output_count(run->output, "gone", (long)diff->counts[ROSTER_DIFF_GONE]);
	output_count(run->output, "changed",
		     (long)diff->counts[ROSTER_DIFF_CHANGED]);
	output_count(run->output, "same", (long)diff->same);
	output_line(run->output,
		    _("%zu new, %zu gone, %zu changed, %zu the "
		      "same"),
		    diff->counts[ROSTER_DIFF_NEW],
		    diff->counts[ROSTER_DIFF_GONE],
		    diff->counts[ROSTER_DIFF_CHANGED], diff->same);
	return cmd_context_list(run, _("roster diff"),
				exit_status_of(false, diff->n > 0), err);
}

static int run_roster_diff(struct command_run *run, struct error *err)
{
	const struct diff_options *o = run->options;
	struct student_list before = STUDENT_LIST_INIT,
			    after = STUDENT_LIST_INIT;
	struct roster_diff diff = {NULL};
	int result = diff_read_sides(run, &before, &after, err);

	if (result == 0)
		result = roster_diff(&(struct roster_diff_set){&before, 0},
				     &(struct roster_diff_set){&after, 0},
				     o->key ? student_field_find(o->key)
					    : STUDENT_FIELD_COUNT,
				     &diff, err);
	if (result == 0)
		result = diff_show(run, &diff, err);
	roster_diff_release(&diff);
	student_list_release(&before);
	student_list_release(&after);
	return result;
}
