/* SPDX-License-Identifier: MIT */
/*
 * qctool code missing: students without a code.
 *
 * A code that was superseded is none: only one in force counts.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "store/code_store.h"

static int run_code_missing(struct command_run *run, struct error *err);

const struct command cmd_code_missing = {
	.noun = "code",
	.verb = "missing",
	.summary = N_("students without a code"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.run = run_code_missing,
};

struct missing {
	struct command_run *run;
	struct cmd_context ctx;
};

/* A walk over the students, not over the codes: who has none is in no row. */
static int show_missing(void *ctx, const struct student_row *row,
			struct error *err)
{
	struct missing *m = ctx;
	struct table *t = output_table(m->run->output);
	struct findings missing = FINDINGS_INIT;
	struct json *item;
	char sha256[65];
	int got =
		code_store_current(m->ctx.store, row->student.id, sha256, err);

	if (got != 0)
		return got < 0 ? -1 : 0;
	table_add_row(t);
	cmd_student_set_cells(m->run, t, &row->student);
	if (!output_wants_json(m->run->output))
		return 0;
	item = json_new_object();
	json_set(item, "key", cmd_student_key(m->run, &row->student));
	cmd_student_set_who(m->run, item, &row->student);
	findings_add(&missing, "CODE-MISSING");
	json_set(item, "findings", findings_json(&missing));
	findings_release(&missing);
	output_item(m->run->output, item);
	return 0;
}

static int run_code_missing(struct command_run *run, struct error *err)
{
	struct missing m = {.run = run};
	struct table *t = output_table(run->output);
	int result = -1;

	cmd_student_add_columns(t);
	if (cmd_context_open(run, &m.ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &m.ctx, err) == 0)
		result = student_store_each(&m.ctx.session, &m.ctx.filter,
					    show_missing, &m, err);
	cmd_context_close(&m.ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	output_line(run->output,
		    P_("%zu student without a code",
		       "%zu students without a code", t->n_rows),
		    t->n_rows);
	return cmd_context_list(run, _("no code"),
				exit_status_of(false, t->n_rows > 0), err);
}
