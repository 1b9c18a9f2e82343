/* SPDX-License-Identifier: MIT */
/* qctool review approve, reject, withdraw, reopen. */
#include "cmd/review/cmd_review_decide.h"

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"

struct decide_options {
	struct option_list reasons;
	const char *note, *overrule;
	bool all;
};

#define AT(field) offsetof(struct decide_options, field)

static const struct option approve_options[] = {
	{"note", 0, OPTION_TEXT, "TEXT", N_("kept with the decision"),
	 .offset = AT(note)},
	{"overrule", 0, OPTION_TEXT, "REASON",
	 N_("approve although a comparison stopped the case"),
	 .offset = AT(overrule)},
	{"all-pending", 0, OPTION_FLAG, NULL,
	 N_("every case that waits, when nothing else chooses"),
	 .offset = AT(all)},
	OPTION_END};

static const struct option reject_options[] = {
	{"reason", 'r', OPTION_LIST, "REV-CODE",
	 N_("why, by code; may be repeated"), .offset = AT(reasons)},
	{"note", 0, OPTION_TEXT, "TEXT", N_("kept with the decision"),
	 .offset = AT(note)},
	OPTION_END};

static const struct option note_options[] = {{"note", 0, OPTION_TEXT, "TEXT",
					      N_("kept with the decision"),
					      .offset = AT(note)},
					     OPTION_END};

static int run_review_approve(struct command_run *run, struct error *err);
static int run_review_reject(struct command_run *run, struct error *err);
static int run_review_withdraw(struct command_run *run, struct error *err);
static int run_review_reopen(struct command_run *run, struct error *err);

#define DECISION(word, sentence, table)                                        \
	const struct command cmd_review_##word = {                             \
		.noun = "review",                                              \
		.verb = #word,                                                 \
		.summary = sentence,                                           \
		.operands = "[NUMBER…]",                                       \
		.max_operands = -1,                                            \
		.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK |       \
			 COMMAND_FILTER,                                       \
		.options = table,                                              \
		.options_size = sizeof(struct decide_options),                 \
		.run = run_review_##word,                                      \
	}

DECISION(approve, N_("let cases pass"), approve_options);
DECISION(reject, N_("refuse cases, with the reason"), reject_options);
DECISION(withdraw, N_("take waiting cases back"), note_options);
DECISION(reopen, N_("look at refused cases again"), note_options);

static int decide_show(void *ctx, const struct student_row *row,
		       const struct review_refused *refused, struct error *err)
{
	const struct error *failed = refused ? refused->why : NULL;
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct json *item;

	(void)err;
	table_add_row(t);
	cmd_context_set_cells(run, t, &row->student);
	table_set(t, 4, case_state_show(row->state));
	table_set(t, 5, failed ? failed->text : "");
	if (!output_wants_json(run->output))
		return 0;
	item = json_new_object();
	json_set(item, "key", cmd_context_key(run, &row->student));
	json_set_str(item, "state", case_state_name(row->state));
	json_set_str(item, "status", failed ? "refused" : "ok");
	json_set_str(item, "error", failed ? failed->text : NULL);
	json_set(item, "findings",
		 refused ? findings_json(refused->findings) : json_new_array());
	output_item(run->output, item);
	return 0;
}

/* Which cases: numbers or a filter must be given, nothing means nobody. */
static int decide_choose(struct command_run *run, struct cmd_context *ctx,
			 bool all_pending, struct error *err)
{
	const struct command_filter *f = run->filter;

	if (cmd_context_filter(run, ctx, err) < 0)
		return -1;
	if (all_pending && !ctx->filter.state)
		ctx->filter.state = "pending";
	if (!ctx->filter.ids && !f->college && !f->class_name && !f->level &&
	    !ctx->filter.state && !f->finding)
		return error_set(err, ERROR_USAGE,
				 _("say which students: numbers, --class, "
				   "--state … or --all-pending"));
	return 0;
}

static int decide_finish(struct command_run *run,
			 const struct review_counts *counts, struct error *err)
{
	output_count(run->output, "total", counts->done + counts->refused);
	output_count(run->output, "done", counts->done);
	output_count(run->output, "refused", counts->refused);
	output_line(run->output, _("%ld decided, %ld refused"), counts->done,
		    counts->refused);
	if (counts->refused && !counts->done)
		return cmd_context_list(run, "", EXIT_STATUS_POLICY, err);
	return cmd_context_list(
		run, "", exit_status_of(counts->refused > 0, false), err);
}

int cmd_review_decide_cases(struct command_run *run,
			    const struct cmd_review_decision *d,
			    struct error *err)
{
	struct table *t = output_table(run->output);
	struct review_counts counts;
	struct cmd_context ctx;
	struct review_decide how = {
		.session = &ctx.session,
		.decision = d->decision,
		.reasons = d->reasons ? d->reasons->values : NULL,
		.reason_count = d->reasons ? d->reasons->count : 0,
		.note = d->note,
		.overrule = d->overrule,
		.show = decide_show,
		.ctx = run,
	};
	int result = -1;

	cmd_context_add_columns(t);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "error", _("refused because"), TABLE_LEFT);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (decide_choose(run, &ctx, d->all_pending, err) == 0) {
		how.bulk = !ctx.filter.ids;
		result = review_decide(&how, &ctx.filter, &counts, err);
	}
	cmd_context_close(&ctx);
	return result < 0 ? -1 : decide_finish(run, &counts, err);
}

static int decide_run(struct command_run *run, enum review_decision decision,
		      struct error *err)
{
	const struct decide_options *o = run->options;
	struct cmd_review_decision d = {.decision = decision,
					.reasons = &o->reasons,
					.note = o->note,
					.overrule = o->overrule,
					.all_pending = o->all};

	return cmd_review_decide_cases(run, &d, err);
}

static int run_review_approve(struct command_run *run, struct error *err)
{
	return decide_run(run, REVIEW_APPROVE, err);
}

static int run_review_reject(struct command_run *run, struct error *err)
{
	return decide_run(run, REVIEW_REJECT, err);
}

static int run_review_withdraw(struct command_run *run, struct error *err)
{
	return decide_run(run, REVIEW_WITHDRAW, err);
}

static int run_review_reopen(struct command_run *run, struct error *err)
{
	return decide_run(run, REVIEW_REOPEN, err);
}
