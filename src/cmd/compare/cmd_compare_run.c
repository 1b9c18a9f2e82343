/* SPDX-License-Identifier: MIT */
/*
 * qctool compare run: no submission may be the enrollment photo again.
 *
 * What it finds is kept and stops cases; compare same shows the same verdict
 * for two files without a store.
 */
#include "base/exit_status.h"
#include "base/i18n.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "compare/compare_night.h"

static int run_compare_run(struct command_run *run, struct error *err);

const struct command cmd_compare_run = {
	.noun = "compare",
	.verb = "run",
	.summary = N_("compare submissions with enrollment and all other "
		      "photos"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK | COMMAND_FILTER,
	.run = run_compare_run,
};

struct shower {
	struct command_run *run;
	struct progress progress;
};

static void compare_step(void *ctx, long done, long total)
{
	struct shower *s = ctx;

	s->progress.done = done;
	s->progress.total = total;
	progress_step(&s->progress);
}

static struct json *compare_item(const struct command_run *run,
				 const struct compare_night_result *result)
{
	struct json *item = json_new_object();

	json_set(item, "key", cmd_student_key(run, &result->row->student));
	cmd_student_set_who(run, item, &result->row->student);
	json_set_str(item, "state", case_state_name(result->row->state));
	json_set_str(item, "status",
		     result->refused ? "refused"
		     : result->error ? "error"
				     : "ok");
	json_set_int(item, "compared", result->compared);
	json_set(item, "findings", findings_json(&result->findings));
	if (result->error)
		json_set_str(item, "error", result->error->text);
	return item;
}

static int compare_show(void *ctx, const struct compare_night_result *result,
			struct error *err)
{
	struct shower *s = ctx;
	struct table *t = output_table(s->run->output);
	/* A warning leaves the case where it is, so its row is not red. */
	bool bad = result->error ||
		   findings_worst(&result->findings) == FINDING_ERROR;
	struct buf texts = BUF_INIT;

	(void)err;
	cmd_failed(s->run, student_get(&result->row->student, STUDENT_xh),
		   result->error);
	if (result->refused)
		cmd_failed_refused(
			s->run, student_get(&result->row->student, STUDENT_xh),
			&result->findings);
	findings_texts(&result->findings, &texts);
	if (result->error)
		buf_adds(&texts, result->error->text);
	table_add_row(t);
	cmd_student_set_cells(s->run, t, &result->row->student);
	table_set(t, 4, case_state_show(result->row->state));
	table_set(t, 5, buf_str(&texts));
	if (bad)
		table_set_style(t, 4, TABLE_ERROR);
	if (output_wants_json(s->run->output))
		output_item(s->run->output, compare_item(s->run, result));
	buf_release(&texts);
	return 0;
}

/*
 * Submissions without an enrollment photo are counted apart: they were
 * compared with the others alone, and that nothing was found says less of
 * them.
 */
static int compare_finish(struct command_run *run,
			  const struct compare_night_counts *c,
			  struct error *err)
{
	int status;

	output_count(run->output, "total", c->total);
	output_count(run->output, "same", c->same);
	output_count(run->output, "below", c->below);
	output_count(run->output, "suspect", c->suspect);
	output_count(run->output, "clear", c->clear);
	output_count(run->output, "no_enrollment", c->no_enrollment);
	output_count(run->output, "refused", c->refused);
	output_count(run->output, "error", c->failed);
	output_count(run->output, "pairs", c->pairs);
	output_line(
		run->output,
		P_("%ld photo compared in %ld pairs: %ld the same photo, %ld "
		   "suspect, %ld clear; %ld without an enrollment photo",
		   "%ld photos compared in %ld pairs: %ld the same photo, %ld "
		   "suspect, %ld clear; %ld without an enrollment photo",
		   c->total),
		c->total, c->pairs, c->same, c->suspect, c->clear,
		c->no_enrollment);
	if (c->refused)
		output_line(run->output,
			    _("%ld not compared: the enrollment photo is not "
			      "confirmed (case confirm --enrollment)"),
			    c->refused);
	status = exit_status_of(c->failed > 0,
				c->same + c->below + c->suspect > 0);
	return cmd_context_list(run, _("same photo"),
				exit_status_refused(c->refused > 0,
						    c->total > c->refused,
						    status),
				err);
}

static int run_compare_run(struct command_run *run, struct error *err)
{
	struct shower shower = {.run = run};
	struct compare_night_counts counts;
	struct cmd_context ctx;
	struct compare_night how = {
		.session = &ctx.session,
		.step = compare_step,
		.show = compare_show,
		.ctx = &shower,
	};
	int result = -1;

	cmd_student_add_columns(output_table(run->output));
	table_add_column(output_table(run->output), "state", _("state"),
			 TABLE_LEFT);
	table_add_column(output_table(run->output), "findings", _("findings"),
			 TABLE_LEFT);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	how.filter = &ctx.filter;
	progress_start(&shower.progress, run->globals, _("photos"), 0);
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = compare_night(&how, &counts, err);
	progress_end(&shower.progress);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : compare_finish(run, &counts, err);
}
