/* SPDX-License-Identifier: MIT */
/*
 * What `review …` and the registrar's `case …` steps share: which cases, the
 * decision, one row a case, the exit status.
 */
#ifndef CMD_REVIEW_CMD_REVIEW_DECIDE_H
#define CMD_REVIEW_CMD_REVIEW_DECIDE_H

#include "cli/command.h"
#include "review/review_decide.h"

struct cmd_review_decision {
	enum review_decision decision;
	const struct option_list *reasons; /* REV- codes; NULL = none */
	const char *note, *overrule;	   /* NULL = none */
	bool all_pending; /* every case that waits, when nothing else chooses */
};

/* Cases by operands and filter; usage when nothing chooses any. */
int cmd_review_decide_cases(struct command_run *run,
			    const struct cmd_review_decision *d,
			    struct error *err);

#endif
