/* SPDX-License-Identifier: MIT */
/*
 * qctool roster add, set, alias, remove: single students by hand.
 *
 * Single students between two rosters.  Each is one transaction with its log
 * row, and add is refused unless the task allows entries by hand.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/roster/cmd_roster_correct.h"
#include "roster/roster_edit.h"
#include "roster/roster_report.h"

static int run_roster_add(struct command_run *run, struct error *err);
static int run_roster_set(struct command_run *run, struct error *err);
static int run_roster_alias(struct command_run *run, struct error *err);
static int run_roster_remove(struct command_run *run, struct error *err);

#define EDIT_FLAGS (COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK)

const struct command cmd_roster_add = {
	.noun = "roster",
	.verb = "add",
	.summary = N_("one student by hand, if the task allows it"),
	.operands = N_("FIELD=VALUE…"),
	.min_operands = 2,
	.max_operands = -1,
	.flags = EDIT_FLAGS,
	.run = run_roster_add,
};

struct set_options {
	const char *list;
	struct option_list map;
};

static const struct option set_options[] = {
	{"list", 0, OPTION_FILE, N_("FILE"),
	 N_("a list of corrections instead, a line each"),
	 .offset = offsetof(struct set_options, list)},
	{"map", 0, OPTION_LIST, N_("FIELD=COLUMN"),
	 N_("which column of it is number, name, field, before, after, reason, "
	    "by; may be repeated"),
	 .offset = offsetof(struct set_options, map)},
	OPTION_END};

const struct command cmd_roster_set = {
	.noun = "roster",
	.verb = "set",
	.summary = N_("change fields of one student, or of those of a list"),
	.operands = N_("[NUMBER FIELD=VALUE…]"),
	.max_operands = -1,
	.flags = EDIT_FLAGS,
	.options = set_options,
	.options_size = sizeof(struct set_options),
	.run = run_roster_set,
};

const struct command cmd_roster_alias = {
	.noun = "roster",
	.verb = "alias",
	.summary = N_("a former name of one student"),
	.operands = N_("NUMBER NAME"),
	.min_operands = 2,
	.max_operands = 2,
	.flags = EDIT_FLAGS,
	.run = run_roster_alias,
};

const struct command cmd_roster_remove = {
	.noun = "roster",
	.verb = "remove",
	.summary = N_("a student who has no material yet"),
	.operands = N_("NUMBER"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = EDIT_FLAGS,
	.run = run_roster_remove,
};

/*
 * Checked as a row of a list is, and told in the same words: an entry by hand
 * is no way around the checks.
 */
static void edit_show(struct command_run *run, const struct roster_row *row)
{
	struct table *t = output_table(run->output);

	roster_report_columns(t);
	if (output_wants_json(run->output))
		output_item(run->output,
			    roster_report_item(row, run->globals->unmask));
	if (row->findings.n)
		roster_report_row(t, row, run->globals->unmask);
}

static int run_roster_add(struct command_run *run, struct error *err)
{
	struct roster_edit edit = ROSTER_EDIT_INIT;
	struct cmd_context ctx;
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = roster_edit_parse(run->operands, run->operand_count, &edit,
				   err);
	if (result == 0)
		result = roster_edit_add(&ctx.session, &edit, err);
	if (result == 0) {
		edit_show(run, &edit.row);
		cmd_context_tell_done(&ctx);
	}
	roster_row_release(&edit.row);
	cmd_context_close(&ctx);
	return result;
}

static int set_one(struct command_run *run, struct error *err)
{
	struct roster_edit edit = ROSTER_EDIT_INIT;
	struct cmd_context ctx;
	long long id;
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = cmd_context_student(run, &ctx, &id, err);
	if (result == 0)
		result = roster_edit_parse(run->operands + 1,
					   run->operand_count - 1, &edit, err);
	if (result == 0)
		result = roster_edit_set(&ctx.session, id, &edit, err);
	if (result == 0) {
		edit_show(run, &edit.row);
		cmd_context_tell_done(&ctx);
	}
	roster_row_release(&edit.row);
	cmd_context_close(&ctx);
	return result;
}

static int run_roster_set(struct command_run *run, struct error *err)
{
	const struct set_options *o = run->options;

	if (o->list && run->operand_count == 0)
		return cmd_roster_correct(run, o->list, &o->map, err);
	if (!o->list && run->operand_count >= 2)
		return set_one(run, err);
	return error_set(err, ERROR_USAGE,
			 _("say NUMBER and FIELD=VALUE, or --list FILE"));
}

static int run_roster_alias(struct command_run *run, struct error *err)
{
	struct cmd_context ctx;
	long long id;
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = cmd_context_student(run, &ctx, &id, err);
	if (result == 0)
		result = roster_edit_alias(&ctx.session, id, run->operands[1],
					   err);
	if (result == 0)
		cmd_context_tell_done(&ctx);
	cmd_context_close(&ctx);
	return result;
}

static int run_roster_remove(struct command_run *run, struct error *err)
{
	struct cmd_context ctx;
	long long id;
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = cmd_context_student(run, &ctx, &id, err);
	if (result == 0)
		result = roster_edit_remove(&ctx.session, id, err);
	if (result == 0)
		cmd_context_tell_done(&ctx);
	cmd_context_close(&ctx);
	return result;
}
