/* SPDX-License-Identifier: MIT */
/* qctool case confirm: what is online is right, or the enrollment photo is. */
#include "base/i18n.h"
#include "cmd/cmd_list.h"
#include "cmd/review/cmd_review_decide.h"

struct confirm_options {
	bool enrollment, wrong;
	const char *reason;
};

#define AT(field) offsetof(struct confirm_options, field)

/*
 * Two confirmations share a word: the student's data online are right (the
 * case ends), and the enrollment photo is the student (in freshman
 * re-check, before any comparison). The plain word is the first; the options are the second.
 */
static const struct option options[] = {
	{"enrollment", 0, OPTION_FLAG, NULL,
	 N_("the enrollment photo is the student; it may be compared with"),
	 .offset = AT(enrollment)},
	{"wrong", 0, OPTION_FLAG, NULL,
	 N_("the enrollment photo is somebody else; nothing is compared"),
	 .offset = AT(wrong)},
	{"reason", 'r', OPTION_TEXT, N_("TEXT"), N_("why; kept in the log"),
	 .offset = AT(reason)},
	OPTION_END};

static int run_case_confirm(struct command_run *run, struct error *err);

const struct command cmd_case_confirm = {
	.noun = "case",
	.verb = "confirm",
	.summary = N_("data online are right, or the enrollment photo is"),
	.operands = N_("NUMBER…"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct confirm_options),
	.run = run_case_confirm,
};

static int run_case_confirm(struct command_run *run, struct error *err)
{
	const struct confirm_options *o = run->options;
	const struct cmd_review_decision d = {
		.decision = o->wrong	    ? REVIEW_ENROLL_WRONG
			    : o->enrollment ? REVIEW_ENROLL_RIGHT
					    : REVIEW_CONFIRM,
		.note = o->reason,
	};

	if (o->wrong && o->enrollment)
		return error_set(err, ERROR_USAGE,
				 _("--enrollment and --wrong say opposite "
				   "things of the enrollment photo"));
	return cmd_review_decide_cases(run, &d, err);
}
