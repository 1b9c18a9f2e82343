/* SPDX-License-Identifier: MIT */
/* qctool report missing: who still lacks what, and why. */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "report/missing.h"

static int run_report_missing(struct command_run *run, struct error *err);

const struct command cmd_report_missing = {
	.noun = "report",
	.verb = "missing",
	.summary = N_("who still lacks what, with reason and advice"),
	.operands = "[NUMBER…]",
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.run = run_report_missing,
};

static int missing_show(void *ctx, const struct missing_case *m,
			struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	const struct student *student = &m->row->student;
	struct json *item;

	(void)err;
	if (output_wants_json(run->output)) {
		item = json_new_object();
		json_set(item, "key", cmd_student_key(run, student));
		cmd_student_set_who(run, item, student);
		json_set_str(item, "college", student_get(student, STUDENT_fy));
		json_set_str(item, "class", student_get(student, STUDENT_bh));
		json_set_str(item, "state", case_state_name(m->row->state));
		json_set_str(item, "since", m->row->state_since);
		json_set_str(item, "what", m->what);
		json_set_str(item, "reason", buf_str(&m->reason));
		json_set_str(item, "advice", buf_str(&m->advice));
		output_item(run->output, item);
	}
	table_add_row(t);
	cmd_student_set_cells(run, t, student);
	table_set(t, 4, case_state_show(m->row->state));
	table_setf(t, 5, "%.10s", m->row->state_since);
	table_set(t, 6, buf_str(&m->reason));
	table_set(t, 7, buf_str(&m->advice));
	return 0;
}

static int run_report_missing(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct cmd_context ctx;
	int result = -1;

	cmd_student_add_columns(t);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "since", _("since"), TABLE_LEFT);
	table_add_column(t, "reason", _("reason"), TABLE_LEFT);
	table_add_column(t, "advice", _("what to do"), TABLE_LEFT);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = missing_each(&ctx.session, &ctx.filter, missing_show,
				      run, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	output_line(run->output, _("%zu students are not on their way"),
		    t->n_rows);
	return cmd_context_list(run, _("missing"),
				exit_status_of(false, t->n_rows > 0), err);
}
