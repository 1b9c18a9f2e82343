/* SPDX-License-Identifier: MIT */
/*
 * qctool roster show, export: the students of the task.
 *
 * show has the columns a person looks for, export all fields; both mask names
 * and numbers unless --unmask.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"

static int run_roster_show(struct command_run *run, struct error *err);
static int run_roster_export(struct command_run *run, struct error *err);

const struct command cmd_roster_show = {
	.noun = "roster",
	.verb = "show",
	.summary = N_("the students of the task"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.run = run_roster_show,
};

const struct command cmd_roster_export = {
	.noun = "roster",
	.verb = "export",
	.required = N_("-o FILE"),
	.summary = N_("all fields of the students as a list file"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.run = run_roster_export,
};

/*
 * Only the fields that are there: absent and empty are the same to a roster.
 */
static struct json *students_item(const struct command_run *run,
				  const struct student_row *row)
{
	struct json *item = json_new_object();
	struct buf room = BUF_INIT;
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++) {
		enum student_field f = (enum student_field)i;

		if (row->student.field[f])
			json_set_str(item, student_field_name(f),
				     cmd_student_show(
					     run, &room, f,
					     student_get(&row->student, f)));
	}
	json_set_str(item, "state", case_state_name(row->state));
	buf_release(&room);
	return item;
}

static int students_show(void *ctx, const struct student_row *row,
			 struct error *err)
{
	static const enum student_field more[] = {STUDENT_ksh, STUDENT_zjhm,
						  STUDENT_zymc, STUDENT_cc};
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct buf room = BUF_INIT;
	size_t i;

	(void)err;
	if (output_wants_json(run->output))
		output_item(run->output, students_item(run, row));
	table_add_row(t);
	cmd_student_set_cells(run, t, &row->student);
	for (i = 0; i < 4; i++)
		table_set(
			t, 4 + i,
			cmd_student_show(run, &room, more[i],
					 student_get(&row->student, more[i])));
	table_set(t, 8, case_state_show(row->state));
	buf_release(&room);
	return 0;
}

/*
 * Titles are Chinese whatever the screen speaks: the list is imported again,
 * here or by another system, by its header.
 */
static int students_export(void *ctx, const struct student_row *row,
			   struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct buf room = BUF_INIT;
	int i;

	(void)err;
	table_add_row(t);
	for (i = 0; i < STUDENT_FIELD_COUNT; i++) {
		enum student_field f = (enum student_field)i;

		table_set(t, (size_t)i,
			  cmd_student_show(run, &room, f,
					   student_get(&row->student, f)));
	}
	if (output_wants_json(run->output))
		output_item(run->output, students_item(run, row));
	buf_release(&room);
	return 0;
}

static int students_run(struct command_run *run, student_store_fn fn,
			const char *title, struct error *err)
{
	struct cmd_context ctx;
	int result = -1;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = student_store_each(&ctx.session, &ctx.filter, fn, run,
					    err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total",
		     (long)output_table(run->output)->n_rows);
	return cmd_context_list(run, title, EXIT_STATUS_DONE, err);
}

static int run_roster_show(struct command_run *run, struct error *err)
{
	static const enum student_field more[] = {STUDENT_ksh, STUDENT_zjhm,
						  STUDENT_zymc, STUDENT_cc};
	struct table *t = output_table(run->output);
	size_t i;

	cmd_student_add_columns(t);
	for (i = 0; i < 4; i++)
		table_add_column(t, student_field_name(more[i]),
				 student_field_label(more[i]), TABLE_LEFT);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	return students_run(run, students_show, _("students"), err);
}

static int run_roster_export(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	int i;

	/* Thirty columns fit no terminal. */
	if (!run->globals->out && !output_wants_json(run->output))
		return error_set(err, ERROR_USAGE,
				 _("say where the list goes with -o FILE"));
	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		table_add_column(t, student_field_name((enum student_field)i),
				 student_field_title((enum student_field)i),
				 TABLE_LEFT);
	return students_run(run, students_export, _("students"), err);
}
