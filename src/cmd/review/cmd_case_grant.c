/* SPDX-License-Identifier: MIT */
/* qctool case grant, case quota: what a case may still do, and more of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/exit_status.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "review/case_grant.h"
#include "review/case_quota.h"
#include "store/ledger_store.h"

struct grant_options {
	const char *reason;
};

static const struct option grant_options[] = {
	{"reason", 'r', OPTION_TEXT, N_("TEXT"), N_("why; kept in the log"),
	 .offset = offsetof(struct grant_options, reason)},
	OPTION_END};

static int run_case_grant(struct command_run *run, struct error *err);
static int run_case_quota(struct command_run *run, struct error *err);

/*
 * Grants are said for named students alone: more tries for a whole class are a
 * policy, which everybody can read in task show.
 */
const struct command cmd_case_grant = {
	.noun = "case",
	.verb = "grant",
	.required = N_("--reason TEXT"),
	.summary = N_("allow more makes, resubmissions, replacements, fails"),
	.operands = N_("NUMBER… make=N|resubmit=N|replace=N|fails=N"),
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK | COMMAND_FILTER,
	.options = grant_options,
	.options_size = sizeof(struct grant_options),
	.run = run_case_grant,
};

const struct command cmd_case_quota = {
	.noun = "case",
	.verb = "quota",
	.summary = N_("how often a case may still be made, sent, replaced"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.run = run_case_quota,
};

static int grant_show(void *ctx, const struct student_row *row,
		      struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct json *item;

	(void)err;
	table_add_row(t);
	cmd_student_set_cells(run, t, &row->student);
	table_set(t, 4, case_state_show(row->state));
	if (!output_wants_json(run->output))
		return 0;
	item = json_new_object();
	json_set(item, "key", cmd_student_key(run, &row->student));
	json_set_str(item, "state", case_state_name(row->state));
	json_set_str(item, "status", "ok");
	output_item(run->output, item);
	return 0;
}

/* Operands with a = are what is granted, the others whom. */
static int grant_split(const struct command_run *run, struct command_run *whom,
		       struct case_grant *grant, struct error *err)
{
	char **numbers =
		mem_xcalloc((size_t)run->operand_count + 1, sizeof(*numbers));
	int i, n = 0;

	*whom = *run;
	whom->operands = numbers;
	for (i = 0; i < run->operand_count; i++) {
		if (!strchr(run->operands[i], '='))
			numbers[n++] = run->operands[i];
		else if (case_grant_parse(grant, run->operands[i], err) < 0)
			return -1;
	}
	whom->operand_count = n;
	if (n == 0 && !run->filter->ids)
		return error_set(err, ERROR_USAGE,
				 _("a grant is for named students: say their "
				   "numbers or --ids FILE"));
	return 0;
}

static int grant_run(struct command_run *run, struct command_run *whom,
		     const struct case_grant *grant, struct error *err)
{
	struct cmd_context ctx;
	int result = -1;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(whom, &ctx, err) == 0)
		result = case_grant_give(
			&ctx.session, grant, &ctx.filter,
			&(struct case_grant_shown){grant_show, run}, err);
	cmd_context_close(&ctx);
	return result;
}

static int run_case_grant(struct command_run *run, struct error *err)
{
	const struct grant_options *o = run->options;
	struct table *t = output_table(run->output);
	struct case_grant grant = {.reason = o->reason};
	struct command_run whom;
	int result;

	cmd_student_add_columns(t);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	result = grant_split(run, &whom, &grant, err);
	if (result == 0)
		result = grant_run(run, &whom, &grant, err);
	free((void *)whom.operands);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	return cmd_context_list(run, _("grants"), EXIT_STATUS_DONE, err);
}

/* POLICY_UNLIMITED is a number in the code and must not look like one. */
static void set_left(struct table *t, size_t column, long n)
{
	if (n == POLICY_UNLIMITED)
		table_set(t, column, _("any"));
	else
		table_setf(t, column, "%ld", n);
}

static int quota_show(void *ctx, const struct case_quota *quota,
		      struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct json *item;
	char from[26];

	(void)err;
	table_add_row(t);
	cmd_student_set_cells(run, t, &quota->row->student);
	table_set(t, 4, case_state_show(quota->state));
	table_setf(t, 5, "%ld", quota->makes_today);
	set_left(t, 6, quota->makes_left);
	if (quota->makes_from > 0) {
		date_time_format(quota->makes_from, from);
		cmd_student_set_time(t, 7, from);
	} else if (quota->makes_from < 0) {
		table_set(t, 7, _("by a grant"));
	}
	set_left(t, 8, quota->resubmits_left);
	set_left(t, 9, quota->replaces_left);
	table_setf(t, 10, "%ld", quota->fails);
	if (!output_wants_json(run->output))
		return 0;
	item = case_quota_json(quota);
	json_set(item, "key", cmd_student_key(run, &quota->row->student));
	output_item(run->output, item);
	return 0;
}

static int run_case_quota(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct case_quota_walk how = {
		/*
		 * With --at the quotas as they were then: "had he one left
		 * that day?" is what a complaint asks.
		 */
		.as_of = run->globals->at ? run->now : LEDGER_STORE_NOW,
		.fn = quota_show,
		.ctx = run,
	};
	struct cmd_context ctx;
	int result = -1;

	cmd_student_add_columns(t);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "makes", _("makes"), TABLE_RIGHT);
	table_add_column(t, "makes_left", _("left"), TABLE_RIGHT);
	table_add_column(t, "makes_from", _("next make"), TABLE_LEFT);
	table_add_column(t, "resubmits", _("resubmissions left"), TABLE_RIGHT);
	table_add_column(t, "replaces", _("replacements left"), TABLE_RIGHT);
	table_add_column(t, "fails", _("failed photos"), TABLE_RIGHT);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = case_quota_each(&ctx.session, &ctx.filter, &how, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	return cmd_context_list(run, _("quotas"), EXIT_STATUS_DONE, err);
}
