/* SPDX-License-Identifier: MIT */
/* qctool review open, approve, reject, withdraw, reopen. */
#include "cmd/review/cmd_review_decide.h"

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "rules/review_reason.h"

struct decide_options {
	struct option_list reasons;
	const char *note, *overrule;
	bool all;
};

#define AT(field) offsetof(struct decide_options, field)

static const struct option approve_options[] = {
	{"note", 0, OPTION_TEXT, N_("TEXT"), N_("kept with the decision"),
	 .offset = AT(note)},
	{"overrule", 0, OPTION_TEXT, N_("REASON"),
	 N_("approve although a comparison stopped the case"),
	 .offset = AT(overrule)},
	{"all-pending", 0, OPTION_FLAG, NULL,
	 N_("every case that waits, when nothing else chooses"),
	 .offset = AT(all)},
	OPTION_END};

/*
 * Reasons are codes and not free words: the student's notice and the
 * statistics need the same reason to be the same; what is special goes into
 * the note.
 */
static const struct option reject_options[] = {
	{"reason", 'r', OPTION_LIST, N_("REV-CODE"),
	 N_("why, by code; may be repeated"), .offset = AT(reasons)},
	{"note", 0, OPTION_TEXT, N_("TEXT"), N_("kept with the decision"),
	 .offset = AT(note)},
	OPTION_END};

static const struct option note_options[] = {
	{"note", 0, OPTION_TEXT, N_("TEXT"), N_("kept with the decision"),
	 .offset = AT(note)},
	OPTION_END};

static int run_review_open(struct command_run *run, struct error *err);
static int run_review_approve(struct command_run *run, struct error *err);
static int run_review_reject(struct command_run *run, struct error *err);
static int run_review_withdraw(struct command_run *run, struct error *err);
static int run_review_reopen(struct command_run *run, struct error *err);

#define DECISION(word, sentence, needed, table)                                \
	const struct command cmd_review_##word = {                             \
		.noun = "review",                                              \
		.verb = #word,                                                 \
		.summary = sentence,                                           \
		.required = needed,                                            \
		.operands = N_("[NUMBER…]"),                                   \
		.max_operands = -1,                                            \
		.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK |       \
			 COMMAND_FILTER,                                       \
		.options = table,                                              \
		.options_size = sizeof(struct decide_options),                 \
		.run = run_review_##word,                                      \
	}

DECISION(open, N_("look at waiting cases: the student may change nothing now"),
	 NULL, note_options);
DECISION(approve, N_("let cases pass"), NULL, approve_options);
DECISION(reject, N_("refuse cases, with the reason"), N_("--reason REV-CODE"),
	 reject_options);
DECISION(withdraw, N_("take waiting cases back"), NULL, note_options);
DECISION(reopen, N_("look at refused cases again"), NULL, note_options);

/* One shower for all steps of a person, here and under case. */
struct decide_shower {
	struct command_run *run;
	const struct review_decide *how;
	struct buf reasons; /* their texts in one line */
};

static struct json *decide_reasons(const struct review_decide *how)
{
	struct json *list = json_new_array(), *item;
	struct buf text = BUF_INIT;
	int i;

	for (i = 0; i < how->reason_count; i++) {
		buf_clear(&text);
		review_reason_text(how->reasons[i], i18n_lang(), &text);
		item = json_new_object();
		json_set_str(item, "code", how->reasons[i]);
		json_set_str(item, "text", buf_str(&text));
		json_add(list, item);
	}
	buf_release(&text);
	return list;
}

static void decide_item(struct decide_shower *s, const struct student_row *row,
			const struct review_refused *refused)
{
	struct json *item = json_new_object();

	json_set(item, "key", cmd_student_key(s->run, &row->student));
	json_set_str(item, "state", case_state_name(row->state));
	json_set_str(item, "status", refused ? "refused" : "ok");
	json_set_str(item, "error", refused ? refused->why->text : NULL);
	json_set(item, "findings",
		 refused ? findings_json(refused->findings) : json_new_array());
	if (s->how->reason_count)
		json_set(item, "reasons", decide_reasons(s->how));
	output_item(s->run->output, item);
}

static int decide_show(void *ctx, const struct student_row *row,
		       const struct review_refused *refused, struct error *err)
{
	struct decide_shower *s = ctx;
	struct table *t = output_table(s->run->output);

	(void)err;
	if (refused)
		cmd_failed(s->run, student_get(&row->student, STUDENT_xh),
			   refused->why);
	table_add_row(t);
	cmd_student_set_cells(s->run, t, &row->student);
	table_set(t, 4, case_state_show(row->state));
	table_set(t, 5, refused ? refused->why->text : "");
	if (s->how->reason_count)
		table_set(t, 6, buf_str(&s->reasons));
	if (output_wants_json(s->run->output))
		decide_item(s, row, refused);
	return 0;
}

static void decide_add_columns(struct decide_shower *s)
{
	struct table *t = output_table(s->run->output);
	int i;

	cmd_student_add_columns(t);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "error", _("refused because"), TABLE_LEFT);
	if (s->how->reason_count)
		table_add_column(t, "reasons", _("reasons"), TABLE_LEFT);
	for (i = 0; i < s->how->reason_count; i++) {
		if (i)
			buf_adds(&s->reasons,
				 i18n_lang() == I18N_ZH ? "；" : "; ");
		review_reason_text(s->how->reasons[i], i18n_lang(),
				   &s->reasons);
	}
}

/* Which cases: numbers or a filter must be given, nothing means nobody. */
static int decide_choose(struct command_run *run, struct cmd_context *ctx,
			 bool all_pending, struct error *err)
{
	const struct command_filter *f = run->filter;

	if (cmd_filter_read(run, ctx, err) < 0)
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
	/*
	 * Nothing done at all is a refusal of the command; some of a list is a
	 * result with exceptions, and scripts tell the two by the exit status.
	 */
	if (counts->refused && !counts->done)
		return cmd_context_list(run, "", EXIT_STATUS_POLICY, err);
	return cmd_context_list(
		run, "", exit_status_of(counts->refused > 0, false), err);
}

int cmd_review_decide_cases(struct command_run *run,
			    const struct cmd_review_decision *d,
			    struct error *err)
{
	struct decide_shower shower = {.run = run, .reasons = BUF_INIT};
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
		.ctx = &shower,
	};
	int result = -1;

	/*
	 * Before the store is opened: a wrong code needs no lock to be told.
	 */
	if (review_decide_check(&how, err) < 0 ||
	    cmd_context_open(run, &ctx, err) < 0)
		return -1;
	shower.how = &how;
	decide_add_columns(&shower);
	if (decide_choose(run, &ctx, d->all_pending, err) == 0) {
		/*
		 * Named students were looked at one by one; a class or a state
		 * was not, and the gates let no stop be overruled for it (QUO-
		 * BULK).
		 */
		how.bulk = !ctx.filter.ids;
		result = review_decide(&how, &ctx.filter, &counts, err);
	}
	cmd_context_close(&ctx);
	buf_release(&shower.reasons);
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

static int run_review_open(struct command_run *run, struct error *err)
{
	return decide_run(run, REVIEW_OPEN, err);
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
