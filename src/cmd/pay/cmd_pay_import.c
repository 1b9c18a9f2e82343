/* SPDX-License-Identifier: MIT */
/* qctool pay import: payments and refunds from a list. */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "pay/pay_import.h"
#include "rules/money.h"
#include "rules/words.h"

struct import_options {
	struct option_list map;
};

static const struct option options[] = {
	{"map", 0, OPTION_LIST, N_("FIELD=COLUMN"),
	 N_("which column is number, name, item, amount, order, time, state; "
	    "may be repeated"),
	 .offset = offsetof(struct import_options, map)},
	OPTION_END};

static int run_pay_import(struct command_run *run, struct error *err);

/*
 * The list of the bank or platform is the only witness of a payment: there is
 * no command that sets one student to paid by hand, only pay exempt with a
 * reason.
 */
const struct command cmd_pay_import = {
	.noun = "pay",
	.verb = "import",
	.summary = N_("payments and refunds from a list"),
	.operands = N_("FILE"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct import_options),
	.run = run_pay_import,
};

/*
 * JSON has every row, the table below only those with a finding: a list of
 * three thousand good payments would hide the three bad ones.
 */
static struct json *import_item(const struct command_run *run,
				const struct pay_row *row,
				const struct student *student)
{
	struct json *item = json_new_object();

	json_set_int(item, "row", row->row);
	if (student) {
		json_set(item, "key", cmd_student_key(run, student));
		cmd_student_set_who(run, item, student);
	} else {
		json_set_null(item, "key");
	}
	json_set_str(item, "status", pay_list_status_name(row->status));
	if (row->has_amount)
		json_set_int(item, "fen", row->fen);
	else
		/* An amount that could not be read is not 0 fen. */
		json_set_null(item, "fen");
	json_set_str(item, "order", row->order);
	json_set_bool(item, "taken", row->taken);
	json_set_bool(item, "known", row->known);
	json_set(item, "findings", findings_json(&row->findings));
	return item;
}

static int import_show(void *ctx, const struct pay_row *row,
		       const struct student *student, struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct buf text = BUF_INIT;
	char amount[24];

	(void)err;
	if (output_wants_json(run->output))
		output_item(run->output, import_item(run, row, student));
	if (!row->findings.n)
		return 0;
	table_add_row(t);
	if (student)
		cmd_student_set_cells(run, t, student);
	table_setf(t, 4, "%ld", row->row);
	money_format(row->fen, amount);
	table_set(t, 5, row->has_amount ? amount : "");
	table_set(t, 6, words_show(pay_list_status_name(row->status)));
	findings_texts(&row->findings, &text);
	table_set(t, 7, buf_str(&text));
	buf_release(&text);
	return 0;
}

static int import_finish(struct command_run *run,
			 const struct pay_import_counts *c, struct error *err)
{
	int i;

	output_count(run->output, "total", c->total);
	for (i = 0; i <= PAY_REFUNDED; i++)
		output_count(run->output,
			     pay_list_status_name((enum pay_status)i),
			     c->by_status[i]);
	output_count(run->output, "taken", c->taken);
	output_count(run->output, "known", c->known);
	output_line(run->output,
		    P_("%ld row: %ld taken, %ld known, %ld of nobody, %ld "
		       "twice, %ld that do not fit",
		       "%ld rows: %ld taken, %ld known, %ld of nobody, %ld "
		       "twice, %ld that do not fit",
		       c->total),
		    c->total, c->taken, c->known, c->by_status[PAY_UNKNOWN],
		    c->by_status[PAY_DUPLICATE], c->by_status[PAY_MISMATCH]);
	return cmd_context_list(run, _("payments"),
				exit_status_of(false, c->found), err);
}

static int run_pay_import(struct command_run *run, struct error *err)
{
	const struct import_options *o = run->options;
	struct table *t = output_table(run->output);
	struct pay_import_counts counts;
	struct cmd_context ctx;
	struct pay_import how = {
		.session = &ctx.session,
		.file = run->operands[0],
		.map = {o->map.values, o->map.count},
		.show = import_show,
		.ctx = run,
	};
	int result;

	cmd_student_add_columns(t);
	table_add_column(t, "row", _("row"), TABLE_RIGHT);
	table_add_column(t, "amount", _("amount"), TABLE_RIGHT);
	table_add_column(t, "status", _("result"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = pay_import(&how, &counts, err);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : import_finish(run, &counts, err);
}
