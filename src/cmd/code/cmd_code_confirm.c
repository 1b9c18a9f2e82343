/* SPDX-License-Identifier: MIT */
/*
 * qctool code confirm: students' codes are theirs.
 *
 * Wants numbers: a code is confirmed by somebody who has asked the student, so
 * there is nothing to confirm by class or state.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "code/code_confirm.h"
#include "rules/words.h"

static int run_code_confirm(struct command_run *run, struct error *err);

const struct command cmd_code_confirm = {
	.noun = "code",
	.verb = "confirm",
	.summary = N_("codes that their students have confirmed"),
	.operands = N_("NUMBER…"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK | COMMAND_FILTER,
	.run = run_code_confirm,
};

static void confirm_show(void *ctx, const struct code_confirm_result *r)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct buf text = BUF_INIT;
	struct json *item;

	if (strcmp(r->status, "refused") == 0)
		cmd_failed_refused(run, student_get(r->student, STUDENT_xh),
				   r->findings);
	table_add_row(t);
	cmd_student_set_cells(run, t, r->student);
	table_set(t, 4, words_show(r->status));
	findings_texts(r->findings, &text);
	table_set(t, 5, buf_str(&text));
	buf_release(&text);
	if (!output_wants_json(run->output))
		return;
	item = json_new_object();
	json_set(item, "key", cmd_student_key(run, r->student));
	json_set_str(item, "status", r->status);
	json_set(item, "findings", findings_json(r->findings));
	output_item(run->output, item);
}

static int confirm_run(struct command_run *run,
		       struct code_confirm_counts *counts, struct error *err)
{
	struct cmd_context ctx;
	const struct code_confirm how = {
		.session = &ctx.session,
		.filter = &ctx.filter,
		.show = confirm_show,
		.ctx = run,
	};
	int result = -1;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = code_confirm(&how, counts, err);
	cmd_context_close(&ctx);
	return result;
}

static int run_code_confirm(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct code_confirm_counts counts;

	if (run->operand_count == 0 && !run->filter->ids)
		return error_set(err, ERROR_USAGE,
				 _("codes are confirmed student by student: "
				   "say their numbers or --ids FILE"));
	cmd_student_add_columns(t);
	table_add_column(t, "status", _("result"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	if (confirm_run(run, &counts, err) < 0)
		return -1;
	output_count(run->output, "total", counts.total);
	output_count(run->output, "confirmed", counts.confirmed);
	output_count(run->output, "known", counts.known);
	output_count(run->output, "refused", counts.refused);
	return cmd_context_list(run, _("codes"),
				exit_status_refused(counts.refused > 0,
						    counts.confirmed > 0,
						    EXIT_STATUS_DONE),
				err);
}
