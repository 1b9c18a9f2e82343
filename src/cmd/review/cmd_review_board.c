/* SPDX-License-Identifier: MIT */
/* qctool review board, import: review in a browser, and back. */
#include "base/i18n.h"
#include "base/path.h"
#include "cli/progress.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "review/board.h"
#include "review/board_import.h"

static int run_review_board(struct command_run *run, struct error *err);
static int run_review_import(struct command_run *run, struct error *err);

/*
 * A board writes to the store although it decides nothing: its row in the log
 * is what its decisions are recognized by (review/board.h).
 */
const struct command cmd_review_board = {
	.noun = "review",
	.verb = "board",
	.required = N_("-o FILE"),
	.summary = N_("one page to review the queue in a browser (-o)"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK | COMMAND_FILTER,
	.run = run_review_board,
};

const struct command cmd_review_import = {
	.noun = "review",
	.verb = "import",
	.summary = N_("the decisions that a review board exported"),
	.operands = N_("FILE"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.run = run_review_import,
};

static void board_step(void *ctx, long done, long total)
{
	struct progress *progress = ctx;

	progress->done = done;
	progress->total = total;
	progress_step(progress);
}

static int board_make(struct command_run *run, struct board *board,
		      struct error *err)
{
	struct cmd_context ctx;
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	board->session = &ctx.session;
	board->filter = &ctx.filter;
	result = cmd_filter_read(run, &ctx, err);
	/*
	 * Escalated cases too, unlike the queue: the registrar decides on a
	 * board.
	 */
	if (result == 0 && !ctx.filter.state && !ctx.filter.ids)
		ctx.filter.state = "pending,opened,intercepted,escalated";
	if (result == 0)
		result = board_write(board, err);
	cmd_context_close(&ctx);
	return result;
}

static int run_review_board(struct command_run *run, struct error *err)
{
	struct progress progress;
	struct cmd_failed_pages lost = {run, 0};
	struct board board = {
		.path = run->globals->out,
		.unmask = run->globals->unmask,
		.step = board_step,
		.ctx = &progress,
		.lost = {cmd_failed_picture, &lost},
	};
	int result;

	/*
	 * A page of photos is no output for a terminal, and the browser goes
	 * by .html.
	 */
	if (!board.path || !path_has_extension(board.path, ".html"))
		return error_set(err, ERROR_USAGE,
				 _("say where the board goes: -o FILE.html"));
	progress_start(&progress, run->globals, _("pictures"), 0);
	result = board_make(run, &board, err);
	progress_end(&progress);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)board.n);
	output_field(run->output, "board", json_new_str(board.id));
	if (board.id[0])
		output_note(run->output,
			    P_("%zu case on the board %s in %s",
			       "%zu cases on the board %s in %s", board.n),
			    board.n, board.id, board.path);
	else
		output_note(run->output,
			    P_("%zu case would be on the board",
			       "%zu cases would be on the board", board.n),
			    board.n);
	return lost.status;
}

static void import_item(struct command_run *run,
			const struct board_import_result *r)
{
	const struct student_row *row = r->row;
	struct json *item = json_new_object();

	if (row)
		json_set(item, "key", cmd_student_key(run, &row->student));
	else
		/*
		 * A foreign or changed decision names a case that need not be
		 * ours: no student is shown for it.
		 */
		json_set_null(item, "key");
	json_set_str(item, "decision", r->decision);
	json_set_str(item, "state", row ? case_state_name(row->state) : NULL);
	json_set_str(item, "status", r->refused ? "refused" : "ok");
	json_set_str(item, "error", r->refused ? r->refused->why->text : NULL);
	json_set(item, "findings",
		 r->refused ? findings_json(r->refused->findings)
			    : json_new_array());
	output_item(run->output, item);
}

static int import_show(void *ctx, const struct board_import_result *r,
		       struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);

	(void)err;
	if (r->refused)
		cmd_failed(run,
			   r->row ? student_get(&r->row->student, STUDENT_xh)
				  : run->operands[0],
			   r->refused->why);
	table_add_row(t);
	table_set(t, 0,
		  r->row ? student_get(&r->row->student, STUDENT_xh) : "—");
	table_set(t, 1, case_state_event_show(r->decision));
	table_set(t, 2, r->row ? case_state_show(r->row->state) : "");
	table_set(t, 3, r->refused ? r->refused->why->text : "");
	if (output_wants_json(run->output))
		import_item(run, r);
	return 0;
}

static int import_read(struct command_run *run, struct review_counts *counts,
		       struct error *err)
{
	struct cmd_context ctx;
	struct board_import job = {
		.session = &ctx.session,
		.path = run->operands[0],
		.show = import_show,
		.ctx = run,
	};
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = board_import(&job, counts, err);
	cmd_context_close(&ctx);
	return result;
}

static int run_review_import(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct review_counts counts;

	table_add_column(t, "xh", student_field_label(STUDENT_xh), TABLE_LEFT);
	table_add_column(t, "decision", _("decision"), TABLE_LEFT);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "error", _("refused because"), TABLE_LEFT);
	if (import_read(run, &counts, err) < 0)
		return -1;
	output_count(run->output, "total", counts.done + counts.refused);
	output_count(run->output, "done", counts.done);
	output_count(run->output, "refused", counts.refused);
	output_line(run->output, _("%ld decided, %ld refused"), counts.done,
		    counts.refused);
	return cmd_context_list(run, _("decisions"),
				exit_status_refused(counts.refused > 0,
						    counts.done > 0,
						    EXIT_STATUS_DONE),
				err);
}
