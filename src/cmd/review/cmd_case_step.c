/* SPDX-License-Identifier: MIT */
/* qctool case escalate, dispute, exempt, set: the registrar's steps. */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/cmd_list.h"
#include "cmd/review/cmd_review_decide.h"

struct step_options {
	const char *reason, *state;
};

#define AT(field) offsetof(struct step_options, field)

#define REASON_OPTION                                                          \
	{                                                                      \
		"reason", 'r', OPTION_TEXT, N_("TEXT"),                        \
			N_("why; kept in the log"), .offset = AT(reason)       \
	}

static const struct option options[] = {REASON_OPTION, OPTION_END};

static const struct option set_options[] = {
	REASON_OPTION,
	{"state", 0, OPTION_TEXT, N_("STATE"),
	 N_("blocked, ready, listed (reopen) or closed"), .offset = AT(state)},
	OPTION_END};

static int run_case_escalate(struct command_run *run, struct error *err);
static int run_case_dispute(struct command_run *run, struct error *err);
static int run_case_exempt(struct command_run *run, struct error *err);
static int run_case_set(struct command_run *run, struct error *err);

#define STEP(word, sentence, needed, table)                                    \
	const struct command cmd_case_##word = {                               \
		.noun = "case",                                                \
		.verb = #word,                                                 \
		.summary = sentence,                                           \
		.required = needed,                                            \
		.operands = N_("NUMBER…"),                                     \
		.max_operands = -1,                                            \
		.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK |       \
			 COMMAND_FILTER,                                       \
		.options = table,                                              \
		.options_size = sizeof(struct step_options),                   \
		.run = run_case_##word,                                        \
	}

/*
 * The steps go through the same desk as the reviewer's decisions
 * (cmd_review_decide), which asks the gates; who may take which is theirs.
 */
STEP(escalate, N_("hand cases to the student office"), N_("--reason TEXT"),
     options);
STEP(dispute, N_("cases whose data online are wrong"), N_("--reason TEXT"),
     options);
STEP(exempt, N_("cases that need no photo, with the reason"),
     N_("--reason TEXT"), options);
STEP(set, N_("block, open again or close cases, with the reason"),
     N_("--state STATE --reason TEXT"), set_options);

/*
 * Only states that a person may choose.  The others are results: "made"
 * without a making or "sent" without a package would be a lie in the log.
 */
static const struct {
	enum case_state state;
	enum review_decision decision;
} states[] = {
	{CASE_BLOCKED, REVIEW_BLOCK},
	{CASE_READY, REVIEW_READY},
	{CASE_LISTED, REVIEW_REOPEN},
	{CASE_CLOSED, REVIEW_CLOSE},
};

static int case_take(struct command_run *run, enum review_decision decision,
		     struct error *err)
{
	const struct step_options *o = run->options;
	const struct cmd_review_decision d = {.decision = decision,
					      .note = o->reason};

	return cmd_review_decide_cases(run, &d, err);
}

static int run_case_escalate(struct command_run *run, struct error *err)
{
	return case_take(run, REVIEW_ESCALATE, err);
}

static int run_case_dispute(struct command_run *run, struct error *err)
{
	return case_take(run, REVIEW_DISPUTE, err);
}

static int run_case_exempt(struct command_run *run, struct error *err)
{
	return case_take(run, REVIEW_EXEMPT, err);
}

static int run_case_set(struct command_run *run, struct error *err)
{
	const struct step_options *o = run->options;
	size_t i;

	for (i = 0; o->state && i < ARRAY_SIZE(states); i++)
		if (states[i].state == case_state_read(o->state))
			return case_take(run, states[i].decision, err);
	return error_set(err, ERROR_USAGE,
			 _("--state wants blocked, ready, listed or closed; "
			   "the other states come by their own commands"));
}
