/* SPDX-License-Identifier: MIT */
/* qctool pay status, pay exempt: who has paid, and who need not. */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "pay/pay_standing.h"
#include "rules/money.h"
#include "rules/words.h"
#include "store/ledger_store.h"

struct exempt_options {
	const char *reason;
	bool undo;
};

#define AT(field) offsetof(struct exempt_options, field)

static const struct option exempt_options[] = {
	{"reason", 'r', OPTION_TEXT, N_("TEXT"), N_("why; kept in the log"),
	 .offset = AT(reason)},
	{"undo", 0, OPTION_FLAG, NULL, N_("they must pay after all"),
	 .offset = AT(undo)},
	OPTION_END};

static int run_pay_status(struct command_run *run, struct error *err);
static int run_pay_exempt(struct command_run *run, struct error *err);

const struct command cmd_pay_status = {
	.noun = "pay",
	.verb = "status",
	.summary = N_("what each student owes and has paid"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.run = run_pay_status,
};

const struct command cmd_pay_exempt = {
	.noun = "pay",
	.verb = "exempt",
	.required = N_("--reason TEXT"),
	.summary = N_("students who need not pay, with the reason"),
	.operands = N_("NUMBER…"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK | COMMAND_FILTER,
	.options = exempt_options,
	.options_size = sizeof(struct exempt_options),
	.run = run_pay_exempt,
};

/*
 * In fen throughout: yuan in floating point would not add up to the bank's
 * sum.
 */
struct sums {
	struct command_run *run;
	long count[PAY_STANDING_COUNT];
	long total, due, paid; /* due and paid in fen */
};

static struct json *standing_item(const struct command_run *run,
				  const struct pay_standing *s)
{
	struct json *item = json_new_object();

	json_set(item, "key", cmd_student_key(run, &s->row->student));
	cmd_student_set_who(run, item, &s->row->student);
	json_set_str(item, "state", case_state_name(s->state));
	json_set_str(item, "status", pay_standing_name(s->kind));
	json_set_int(item, "due_fen", s->due);
	json_set_int(item, "paid_fen", s->paid);
	json_set_bool(item, "exempt", s->kind == PAY_STANDING_EXEMPT);
	return item;
}

static void set_amount(struct table *t, size_t column, long fen)
{
	char text[24];

	money_format(fen, text);
	table_set(t, column, text);
}

static int standing_show(void *ctx, const struct pay_standing *s,
			 struct error *err)
{
	struct sums *sums = ctx;
	struct command_run *run = sums->run;
	struct table *t = output_table(run->output);

	(void)err;
	sums->total++;
	sums->count[s->kind]++;
	/*
	 * What the exempt need not pay is not owed, or the sum would never be
	 * reached.
	 */
	sums->due += s->kind == PAY_STANDING_EXEMPT ? 0 : s->due;
	sums->paid += s->paid;
	table_add_row(t);
	cmd_student_set_cells(run, t, &s->row->student);
	set_amount(t, 4, s->due);
	set_amount(t, 5, s->paid);
	table_set(t, 6, words_show(pay_standing_name(s->kind)));
	if (output_wants_json(run->output))
		output_item(run->output, standing_item(run, s));
	return 0;
}

static void add_columns(struct table *t)
{
	cmd_student_add_columns(t);
	table_add_column(t, "due", _("due"), TABLE_RIGHT);
	table_add_column(t, "paid", _("paid"), TABLE_RIGHT);
	table_add_column(t, "status", _("result"), TABLE_LEFT);
}

static int standing_finish(const struct sums *sums, int status,
			   struct error *err)
{
	struct command_run *run = sums->run;
	char due[24], paid[24];
	int i;

	money_format(sums->due, due);
	money_format(sums->paid, paid);
	output_count(run->output, "total", sums->total);
	for (i = 0; i < PAY_STANDING_COUNT; i++)
		output_count(run->output,
			     pay_standing_name((enum pay_standing_kind)i),
			     sums->count[i]);
	output_count(run->output, "due_fen", sums->due);
	output_count(run->output, "paid_fen", sums->paid);
	output_line(run->output,
		    P_("%ld student: %ld paid, %ld in part, %ld unpaid, %ld "
		       "exempt; %s of %s yuan",
		       "%ld students: %ld paid, %ld in part, %ld unpaid, %ld "
		       "exempt; %s of %s yuan",
		       sums->total),
		    sums->total,
		    sums->count[PAY_STANDING_PAID] +
			    sums->count[PAY_STANDING_OVER],
		    sums->count[PAY_STANDING_PART],
		    sums->count[PAY_STANDING_UNPAID],
		    sums->count[PAY_STANDING_EXEMPT], paid, due);
	return cmd_context_list(run, _("payments"), status, err);
}

static int run_pay_status(struct command_run *run, struct error *err)
{
	struct sums sums = {.run = run};
	struct pay_standing_walk walk = {
		.as_of = run->globals->at ? run->now : LEDGER_STORE_NOW,
		.fn = standing_show,
		.ctx = &sums,
	};
	struct cmd_context ctx;
	bool lacking;
	int result = -1;

	add_columns(output_table(run->output));
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = pay_standing_each(&ctx.session, &ctx.filter, &walk,
					   err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	/*
	 * Where the task asks for no payment, nobody lacks one and the status
	 * is 0.
	 */
	lacking =
		walk.required && sums.count[PAY_STANDING_UNPAID] +
						 sums.count[PAY_STANDING_PART] >
					 0;
	return standing_finish(&sums, exit_status_of(false, lacking), err);
}

static int run_pay_exempt(struct command_run *run, struct error *err)
{
	const struct exempt_options *o = run->options;
	struct sums sums = {.run = run};
	const struct pay_exempt how = {.undo = o->undo,
				       .reason = o->reason,
				       .fn = standing_show,
				       .ctx = &sums};
	struct cmd_context ctx;
	int result = -1;

	/*
	 * Exempting goes by name: a slip in --class would forgive a class its
	 * payment.
	 */
	if (run->operand_count == 0 && !run->filter->ids)
		return error_set(err, ERROR_USAGE,
				 _("say which students: their numbers or "
				   "--ids FILE"));
	add_columns(output_table(run->output));
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = pay_standing_exempt(&ctx.session, &ctx.filter, &how,
					     err);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : standing_finish(&sums, EXIT_STATUS_DONE, err);
}
