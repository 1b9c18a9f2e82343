/* SPDX-License-Identifier: MIT */
/* qctool report overdue: what waits longer than the task allows. */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "cmd/report/cmd_report.h"
#include "report/overdue.h"

static int run_report_overdue(struct command_run *run, struct error *err);

const struct command cmd_report_overdue = {
	.noun = "report",
	.verb = "overdue",
	.summary = N_("what waits longer than the task allows, in working "
		      "days"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.run = run_report_overdue,
};

/* Whom it waits for decides who is called: the student, or who uploads. */
static const char *overdue_text(enum overdue_kind kind)
{
	return kind == OVERDUE_PHOTO ? _("another photo after the rejection")
				     : _("online after it was handed over");
}

static int overdue_show(void *ctx, const struct overdue_case *late,
			struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	const struct student_row *row = late->row;
	struct json *item;
	char due[11];

	(void)err;
	date_format(late->due, due);
	table_add_row(t);
	cmd_student_set_cells(run, t, &row->student);
	table_set(t, 4, case_state_show(row->state));
	table_setf(t, 5, "%.10s", row->state_since);
	table_set(t, 6, overdue_text(late->kind));
	table_set(t, 7, due);
	table_setf(t, 8, "%ld", late->days);
	if (!output_wants_json(run->output))
		return 0;
	item = json_new_object();
	json_set(item, "key", cmd_student_key(run, &row->student));
	cmd_student_set_who(run, item, &row->student);
	json_set_str(item, "state", case_state_name(row->state));
	json_set_str(item, "since", row->state_since);
	json_set_str(item, "what", overdue_kind_name(late->kind));
	json_set_str(item, "due", due);
	json_set_int(item, "days_over", late->days);
	output_item(run->output, item);
	return 0;
}

static void overdue_add_columns(struct table *t)
{
	cmd_student_add_columns(t);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "since", _("since"), TABLE_LEFT);
	table_add_column(t, "what", _("waits for"), TABLE_LEFT);
	table_add_column(t, "due", _("due date"), TABLE_LEFT);
	table_add_column(t, "days_over", _("days over"), TABLE_RIGHT);
	table_set_number(t, 8);
}

static int run_report_overdue(struct command_run *run, struct error *err)
{
	struct overdue_walk walk = {.fn = overdue_show, .ctx = run};
	struct table *t = output_table(run->output);
	struct cmd_context ctx;
	int result = -1;

	overdue_add_columns(t);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = overdue_each(&ctx.session, &ctx.filter, &walk, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	cmd_report_note_year(run, walk.unknown_year);
	/*
	 * Something overdue is status 1, so that a nightly script can tell
	 * somebody.
	 */
	return cmd_context_list(run, _("overdue"),
				exit_status_of(false, t->n_rows > 0), err);
}
