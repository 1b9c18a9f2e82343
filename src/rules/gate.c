/* SPDX-License-Identifier: MIT */
#include "rules/gate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* The sentence is the catalogue's text, the same as that of the finding. */
static void refuse(struct gate_answer *a, const char *code, double value,
		   double limit, date_time from)
{
	struct findings all = FINDINGS_INIT;
	struct buf text = BUF_INIT;

	a->allowed = false;
	a->code = code;
	a->value = value;
	a->limit = limit;
	a->from = from;
	gate_finding(a, &all);
	finding_text(&all.list[0], i18n_lang(), &text);
	error_set(&a->why, ERROR_POLICY, "%s", buf_str(&text));
	buf_release(&text);
	findings_release(&all);
}

static void refuse_code(struct gate_answer *a, const char *code)
{
	refuse(a, code, NAN, NAN, 0);
}

static double number(long n)
{
	return n == POLICY_UNLIMITED ? NAN : (double)n;
}

bool gate_has_words(const char *text)
{
	char *words = text ? text_trim(text) : NULL;
	bool any = words && *words;

	free(words);
	return any;
}

static bool has_reason(const struct gate_ask *ask)
{
	return gate_has_words(ask->reason);
}

static const struct policies *policies(const struct gate_ask *ask)
{
	return &ask->task->policies;
}

/*
 * Whether a requirement that begins at one of three steps is checked at this
 * one. It is also checked at all later steps, because a case may have been
 * approved before the policy was set.
 */
static bool asked_at(const struct gate_ask *ask, enum policy_key which,
		     enum case_event event)
{
	const char *from = policy_text(policies(ask), which);

	if (event == CASE_EVENT_PACK)
		return true;
	if (event == CASE_EVENT_APPROVE)
		return strcmp(from, "package") != 0;
	return strcmp(from, "intake") == 0;
}

/*
 * When the task does not require a code, one that nobody confirmed blocks
 * nothing: official codes are opaque, so all of them are assigned by their
 * file's name.
 */
static bool holds_code(const struct gate_ask *ask)
{
	const char *fault = ask->student->code_fault;

	return fault && policy_is(policies(ask), POLICY_CODE_FAULTS, "hold") &&
	       (strcmp(fault, "CODE-UNCONFIRMED") != 0 ||
		policy_bool(policies(ask), POLICY_REQUIRE_CODE));
}

static void need_code(const struct gate_ask *ask, struct gate_answer *a)
{
	if (a->allowed && policy_bool(policies(ask), POLICY_REQUIRE_CODE) &&
	    asked_at(ask, POLICY_CODE_GATE, ask->event) &&
	    !ask->student->has_code)
		refuse_code(a, ask->student->code_look ? ask->student->code_look
						       : "CODE-MISSING");
	if (a->allowed && ask->event == CASE_EVENT_PACK && holds_code(ask))
		refuse_code(a, ask->student->code_fault);
}

static void need_payment(const struct gate_ask *ask, struct gate_answer *a)
{
	const struct ledger *l = ask->ledger;
	long due = policy_number(policies(ask), POLICY_PAY_AMOUNT);

	if (!a->allowed || !policy_bool(policies(ask), POLICY_REQUIRE_PAID) ||
	    !asked_at(ask, POLICY_PAY_GATE, ask->event) || l->pay_exempt)
		return;
	if (!l->paid_any)
		refuse_code(a, "PAY-NONE");
	else if (l->paid < due)
		refuse(a, "PAY-AMOUNT", (double)l->paid / 100,
		       (double)due / 100, 0);
}

/*
 * Before the window opens, the answer says when it does; after it has closed
 * there is no such time.
 */
static void in_window(const struct gate_ask *ask, struct gate_answer *a)
{
	const struct task *task = ask->task;
	int side = task_window(task, ask->now);

	if (side > 0)
		snprintf(a->detail, sizeof(a->detail), "… %s",
			 task->window_end);
	if (side != 0)
		refuse(a, "QUO-WINDOW", NAN, NAN,
		       side < 0 ? task_window_opens(task) : 0);
}

static void late(const struct gate_ask *ask, struct gate_answer *a)
{
	long days = policy_number(policies(ask), POLICY_REPLACE_DAYS);
	struct date last;

	if (!a->allowed || days == 0 || !ask->ledger->rejected_at ||
	    !policy_is(policies(ask), POLICY_LATE_RESUBMIT, "refuse"))
		return;
	last = workday_after(ask->workdays,
			     date_of_time(ask->ledger->rejected_at), days);
	if (date_compare(date_of_time(ask->now), last) > 0)
		refuse(a, "QUO-DEADLINE", (double)days, NAN, 0);
}

/*
 * The first submission is not counted, so it is never refused.  Checked when a
 * photo comes in after a rejection, so that the student is not photographed in
 * vain, and again at the submission, for cases that were withdrawn.
 */
static void submissions(const struct gate_ask *ask, struct gate_answer *a)
{
	const struct ledger *l = ask->ledger;

	if (a->allowed && l->submitted > 0 &&
	    ledger_resubmits_left(l, policies(ask)) == 0)
		refuse(a, "QUO-RESUBMIT", (double)(l->submitted - 1),
		       number(policy_number(policies(ask), POLICY_RESUBMIT)),
		       0);
}

/*
 * The case was handed to the registrar, who allows another photo by a grant.
 * Otherwise the student's next file would bypass the registrar.
 */
static void held(const struct gate_ask *ask, struct gate_answer *a)
{
	if (a->allowed && ask->student->state == CASE_ESCALATED &&
	    ask->ledger->held)
		refuse_code(a, "QUO-ESCALATED");
}

static void refuse_photo(const struct gate_ask *ask, struct gate_answer *a,
			 const char *code)
{
	if (!a->allowed)
		return;
	if (strcmp(code, "GATE-PROFILE") == 0)
		snprintf(a->detail, sizeof(a->detail), "%s",
			 ask->task->accept_profile);
	refuse_code(a, code);
}

static void intake(const struct gate_ask *ask, struct gate_answer *a)
{
	in_window(ask, a);
	held(ask, a);
	if (ask->fault)
		refuse_photo(ask, a, ask->fault);
	if (ask->student->state == CASE_REJECTED) {
		submissions(ask, a);
		late(ask, a);
	}
	need_code(ask, a);
	need_payment(ask, a);
}

/*
 * The window is not checked here: photos that came in while it was open are
 * also made after it, or those of the last evening would be lost.
 */
static void make(const struct gate_ask *ask, struct gate_answer *a)
{
	const struct ledger *l = ask->ledger;
	date_time from;

	if (ledger_makes_left(l, policies(ask), ask->now) > 0)
		return;
	from = ledger_makes_from(l, policies(ask), ask->now);
	refuse(a, "QUO-MAKE", (double)ledger_makes(l, ask->now),
	       number(policy_number(policies(ask), POLICY_MAKE_DAILY)),
	       from > 0 ? from : 0);
}

static void replace(const struct gate_ask *ask, struct gate_answer *a)
{
	in_window(ask, a);
	if (a->allowed && ledger_replaces_left(ask->ledger, policies(ask)) == 0)
		refuse(a, "QUO-REPLACE", (double)ask->ledger->replaced,
		       number(policy_number(policies(ask), POLICY_REPLACE)), 0);
	if (a->allowed)
		make(ask, a);
}

/*
 * What a person must decide: a stop is overruled with a reason; escalated
 * cases, and cases with a warning that the task names, are decided one by one
 * and with a reason.
 */
static void judged(const struct gate_ask *ask, struct gate_answer *a)
{
	bool escalated = ask->student->state == CASE_ESCALATED;
	bool stopped = ask->ledger->stopped != 0;

	if (ask->bulk && (escalated || stopped))
		refuse_code(a, "QUO-BULK");
	else if (stopped && !(ask->overrules && has_reason(ask)))
		refuse_code(a, "CMP-OVERRULE");
	else if ((escalated || ask->student->warning) && !has_reason(ask)) {
		refuse_code(a, "QUO-REASON");
	}
}

/*
 * qcyun-code and recheck require a face score, qcyun-id and recheck an identity
 * outcome, from which documents of Hong Kong, Macao, Taiwan and abroad are
 * exempt.
 */
static void proven(const struct gate_ask *ask, struct gate_answer *a)
{
	if (a->allowed && policy_bool(policies(ask), POLICY_REQUIRE_SCORE) &&
	    !ask->student->has_score)
		refuse_code(a, "CMP-NO-SCORE");
	if (a->allowed && policy_bool(policies(ask), POLICY_REQUIRE_IDENTITY) &&
	    !ask->student->has_identity && !ask->student->identity_exempt)
		refuse_code(a, "IDV-NEEDED");
}

static void approve(const struct gate_ask *ask, struct gate_answer *a)
{
	judged(ask, a);
	proven(ask, a);
	if (ask->student->unfit)
		refuse_photo(ask, a, "GATE-PROFILE");
	need_code(ask, a);
	need_payment(ask, a);
}

/*
 * To reject an approved case is not for every reviewer: the school names who
 * may (policy leads).
 */
static void lead_only(const struct gate_ask *ask, struct gate_answer *a)
{
	if (!policy_lists(policies(ask), POLICY_LEADS, ask->who))
		refuse_code(a, "QUO-LEAD");
}

static void with_reason(const struct gate_ask *ask, struct gate_answer *a)
{
	if (!has_reason(ask))
		refuse_code(a, "QUO-REASON");
}

/* Submissions are limited, and a stopped case must be overruled first. */
static void submit(const struct gate_ask *ask, struct gate_answer *a)
{
	if (ask->student->state == CASE_INTERCEPTED)
		judged(ask, a);
	else
		submissions(ask, a);
}

static void reject(const struct gate_ask *ask, struct gate_answer *a)
{
	if (ask->student->state == CASE_APPROVED)
		lead_only(ask, a);
}

/*
 * Requirements that were met before may no longer be: a payment was refunded, a
 * code superseded.
 */
static void pack(const struct gate_ask *ask, struct gate_answer *a)
{
	if (ask->student->unfit)
		refuse_photo(ask, a, "GATE-PROFILE");
	need_code(ask, a);
	need_payment(ask, a);
}

/* A refused case may be looked at again; an ended one only with a reason. */
static void reopen(const struct gate_ask *ask, struct gate_answer *a)
{
	if (ask->student->state != CASE_REJECTED)
		with_reason(ask, a);
}

/* For events not listed here only the table of states is checked. */
static void (*const asked[CASE_EVENT_COUNT])(const struct gate_ask *ask,
					     struct gate_answer *a) = {
	[CASE_EVENT_PHOTO] = intake,	  [CASE_EVENT_REPLACE] = replace,
	[CASE_EVENT_MAKE] = make,	  [CASE_EVENT_SUBMIT] = submit,
	[CASE_EVENT_APPROVE] = approve,	  [CASE_EVENT_REJECT] = reject,
	[CASE_EVENT_PACK] = pack,	  [CASE_EVENT_EXEMPT] = with_reason,
	[CASE_EVENT_CLOSE] = with_reason, [CASE_EVENT_REOPEN] = reopen,
};

void gate_decide(const struct gate_ask *ask, struct gate_answer *answer)
{
	memset(answer, 0, sizeof(*answer));
	answer->value = answer->limit = NAN;
	answer->allowed = case_state_next(ask->student->state, ask->event,
					  &answer->next, &answer->why) == 0;
	if (!answer->allowed)
		answer->code = "QUO-STEP";
	else if (asked[ask->event])
		asked[ask->event](ask, answer);
	if (answer->code && strcmp(answer->code, "QUO-STEP") == 0)
		snprintf(answer->detail, sizeof(answer->detail), "%s: %s",
			 case_state_show(ask->student->state),
			 case_state_event_show(
				 case_state_event_name(ask->event)));
}

void gate_ready(const struct gate_ask *ask, struct gate_answer *answer)
{
	struct gate_ask at_intake = *ask;

	at_intake.event = CASE_EVENT_PHOTO;
	memset(answer, 0, sizeof(*answer));
	answer->value = answer->limit = NAN;
	answer->allowed = true;
	need_code(&at_intake, answer);
	need_payment(&at_intake, answer);
}

bool gate_asks_at_intake(const struct task *task)
{
	const struct policies *p = &task->policies;

	return (policy_bool(p, POLICY_REQUIRE_CODE) &&
		policy_is(p, POLICY_CODE_GATE, "intake")) ||
	       (policy_bool(p, POLICY_REQUIRE_PAID) &&
		policy_is(p, POLICY_PAY_GATE, "intake"));
}

bool gate_confirms_enrollment(const struct task *task)
{
	const char *how =
		policy_text(&task->policies, POLICY_CONFIRM_ENROLLMENT);

	return strcmp(how, "yes") == 0 ||
	       (strcmp(how, "auto") == 0 && strcmp(task->kind, "recheck") == 0);
}

void gate_window(const struct task *task, date_time now,
		 struct gate_answer *answer)
{
	const struct gate_ask ask = {.task = task, .now = now};

	memset(answer, 0, sizeof(*answer));
	answer->value = answer->limit = NAN;
	answer->allowed = true;
	in_window(&ask, answer);
}

void gate_compare(const struct gate_ask *ask, struct gate_answer *answer)
{
	const struct gate_case *s = ask->student;

	memset(answer, 0, sizeof(*answer));
	answer->value = answer->limit = NAN;
	answer->allowed = true;
	if (s->enrollment && strcmp(s->enrollment, ask->ledger->wrong) == 0)
		refuse_code(answer, "CMP-ENROLL-WRONG");
	else if (gate_confirms_enrollment(ask->task) &&
		 (!s->enrollment ||
		  strcmp(s->enrollment, ask->ledger->confirmed) != 0))
		refuse_code(answer, "CMP-ENROLL-UNCONFIRMED");
}

void gate_finding(const struct gate_answer *answer, struct findings *all)
{
	struct finding *f = findings_add(all, answer->code);
	char time[26];

	f->severity = FINDING_ERROR;
	f->value = answer->value;
	f->max = answer->limit;
	if (answer->from > 0) {
		date_time_format(answer->from, time);
		snprintf(f->detail, sizeof(f->detail), "%.10s %.5s", time,
			 time + 11);
	} else {
		snprintf(f->detail, sizeof(f->detail), "%s",
			 answer->detail[0] ? answer->detail : "—");
	}
}
