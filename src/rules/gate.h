/* SPDX-License-Identifier: MIT */
/*
 * Decides whether a case may take a step.  From the task's policies, the case's
 * ledger and state, the event and the time, the answer is either "allowed" or a
 * finding with the number, its limit and the time from which it will be
 * allowed. No other code decides this.  Measures nothing and stores nothing.
 * Pure, thread-safe.
 */
#ifndef RULES_GATE_H
#define RULES_GATE_H

#include "base/error.h"
#include "rules/case_state.h"
#include "rules/finding.h"
#include "rules/ledger.h"
#include "rules/task.h"
#include "rules/workday.h"

/* What must be known of a case besides its ledger; filled by the store. */
struct gate_case {
	enum case_state state;
	bool has_code;	       /* a code in force */
	const char *code_look; /* CODE-…, why its code is not in force; NULL */
	const char *code_fault; /* CODE-…, a fault that blocks it; NULL */
	bool has_enrollment;	/* there is an enrollment photo */
	const char *enrollment; /* that photo's SHA-256; NULL = none */
	bool has_score, has_identity; /* compare scores, identity outcomes */
	bool identity_exempt; /* its document is of 港澳台 or from abroad */
	const char *warning;  /* a finding it has that is in the policy
				 warn_reason; NULL */
	bool unfit;	      /* its photo failed the acceptance profile */
};

/* Who asks for what, and how. */
struct gate_ask {
	const struct task *task;
	const struct ledger *ledger;
	const struct gate_case *student;
	enum case_event event;
	date_time now;
	const struct workdays *workdays; /* NULL = weekends alone */
	const char *who;
	const char *reason; /* that a person gave; NULL or "" = none */
	const char *fault;  /* code of why the task takes no such photo; NULL */
	bool overrules;	    /* the person overrules a stop by the reason */
	bool bulk;	    /* cases chosen by a filter, not one by one */
};

struct gate_answer {
	bool allowed;
	enum case_state next; /* the state it leads to, when allowed */
	const char *code;     /* of the catalogue; NULL when allowed */
	double value, limit;  /* NAN = none */
	date_time from; /* allowed from then on; 0 = waiting does not help */
	char detail[FINDING_DETAIL]; /* of the finding */
	struct error why;	     /* a sentence for people, if not allowed */
};

void gate_decide(const struct gate_ask *ask, struct gate_answer *answer);

/*
 * Whether a photo may be compared now (the enrollment photo may have to be
 * confirmed first).  Asked before there is an event; ask->event is ignored.
 */
void gate_compare(const struct gate_ask *ask, struct gate_answer *answer);

/*
 * Whether everything is there that the task requires before a photo is taken (a
 * code, a payment).  ask->event is ignored.
 */
void gate_ready(const struct gate_ask *ask, struct gate_answer *answer);

/* Whether the task requires anything before a photo is taken. */
bool gate_asks_at_intake(const struct task *task);

/*
 * Whether the task takes in anything at this time.  For material that belongs
 * to no case yet (a code or a photo without an owner).
 */
void gate_window(const struct task *task, date_time now,
		 struct gate_answer *answer);

/* Add a refusal as a finding; the time from which it is allowed in detail. */
void gate_finding(const struct gate_answer *answer, struct findings *all);

/* Whether a reason says anything: NULL and blanks do not. */
bool gate_has_words(const char *text);

/* Whether kind or policy of the task require confirmed enrollment photos. */
bool gate_confirms_enrollment(const struct task *task);

#endif
