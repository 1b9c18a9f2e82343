/* SPDX-License-Identifier: MIT */
/*
 * The one function that decides whether a case may take a step:
 * (policies, ledger, case, event, now) → allowed, or the finding with the
 * number, its limit and the time from which it will be.  Commands ask it and
 * nobody else; it measures nothing and stores nothing.  Pure, thread-safe.
 */
#ifndef RULES_GATE_H
#define RULES_GATE_H

#include "base/error.h"
#include "rules/case_state.h"
#include "rules/finding.h"
#include "rules/ledger.h"
#include "rules/task.h"
#include "rules/workday.h"

/* What a case has beside its ledger; the store fills it. */
struct gate_case {
	enum case_state state;
	bool has_code;		/* a code in force */
	const char *code_look;	/* CODE-… why the one there is not; NULL */
	const char *code_fault; /* CODE-… that holds it back; NULL */
	bool has_enrollment;	/* an enrollment photo */
	const char *enrollment; /* its SHA-256; NULL = none */
	bool has_score, has_identity;
	bool identity_exempt; /* document of 港澳台 or abroad */
	const char *warning;  /* warn_reason code it bears; NULL */
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
	const char *reason; /* of a person; NULL or "" = none given */
	const char *fault;  /* why the task takes no such photo; NULL */
	bool overrules;	    /* the reason overrules a stop */
	bool bulk;	    /* chosen by a filter, not named one by one */
};

struct gate_answer {
	bool allowed;
	enum case_state next; /* where it leads, when allowed */
	const char *code;     /* of the catalogue; NULL when allowed */
	double value, limit;  /* NAN = none */
	date_time from;	      /* allowed from then on; 0 = no time helps */
	char detail[FINDING_DETAIL]; /* of the finding */
	struct error why;	     /* a person's sentence, when not allowed */
};

void gate_decide(const struct gate_ask *ask, struct gate_answer *answer);

/*
 * Whether a photo may be compared now (a freshman's enrollment photo must be
 * confirmed first); asked before any event.
 */
void gate_compare(const struct gate_ask *ask, struct gate_answer *answer);

/*
 * Whether what the task asks for before a photo is taken (a code, a payment)
 * is there; the event of ask is not looked at.
 */
void gate_ready(const struct gate_ask *ask, struct gate_answer *answer);

/* Whether the task asks for anything before a photo is taken. */
bool gate_asks_at_intake(const struct task *task);

/*
 * Whether anything may come in now, of whomever it is; asked for what has no
 * case yet (a code, a photo of nobody).
 */
void gate_window(const struct task *task, date_time now,
		 struct gate_answer *answer);

/* The answer as a finding: code, value, limit, and from when in detail. */
void gate_finding(const struct gate_answer *answer, struct findings *all);

/* Whether a person's text says anything: NULL and blanks are no reason. */
bool gate_has_words(const char *text);

/* Whether the task asks for confirmed enrollment photos (by kind or policy). */
bool gate_confirms_enrollment(const struct task *task);

#endif
