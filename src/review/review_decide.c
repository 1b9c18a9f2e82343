/* SPDX-License-Identifier: MIT */
#include "review/review_decide.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "rules/finding.h"
#include "rules/review_reason.h"
#include "store/case_store.h"
#include "store/compare_store.h"
#include "store/decision_store.h"
#include "store/photo_store.h"

/*
 * A decision's way.  What a person says is kept three times, each for a use
 * of its own:
 *
 *    decision ─▶ gate (rules/gate) ─▶ state of the student's row
 *                                  ├▶ row of the log    chained, the ledger
 *                                  └▶ row of decision   ties it to its photo
 *
 * All in one transaction, or a case could be approved and nobody have said so.
 * The judgements of the enrollment photo move no state and are not here.
 */
static const enum case_event events[] = {
	[REVIEW_OPEN] = CASE_EVENT_OPEN,
	[REVIEW_APPROVE] = CASE_EVENT_APPROVE,
	[REVIEW_REJECT] = CASE_EVENT_REJECT,
	[REVIEW_WITHDRAW] = CASE_EVENT_WITHDRAW,
	[REVIEW_REOPEN] = CASE_EVENT_REOPEN,
	[REVIEW_ESCALATE] = CASE_EVENT_ESCALATE,
	[REVIEW_DISPUTE] = CASE_EVENT_DISPUTE,
	[REVIEW_EXEMPT] = CASE_EVENT_EXEMPT,
	[REVIEW_CLOSE] = CASE_EVENT_CLOSE,
	[REVIEW_BLOCK] = CASE_EVENT_BLOCK,
	[REVIEW_READY] = CASE_EVENT_GATES,
	[REVIEW_CONFIRM] = CASE_EVENT_CONFIRM,
};

static int bad_reason(const char *code, struct error *err)
{
	const char *near = review_reason_near(code);

	if (near)
		return error_set(err, ERROR_USAGE,
				 _("no reason \"%s\"; did you mean %s? "
				   "(`qctool review reasons` lists them)"),
				 code, near);
	return error_set(err, ERROR_USAGE,
			 _("no reason \"%s\"; `qctool review reasons` lists "
			   "them"),
			 code);
}

int review_decide_check(const struct review_decide *d, struct error *err)
{
	int i;

	if (d->decision == REVIEW_REJECT && d->reason_count == 0)
		return error_set(err, ERROR_USAGE,
				 _("say why with --reason REV-…; `qctool "
				   "review reasons` lists the reasons"));
	/*
	 * A misspelt code is refused before any case is touched: half a class
	 * rejected for one reason and half for none could not be told apart
	 * afterwards.
	 */
	for (i = 0; i < d->reason_count; i++)
		if (!review_reason_is(d->reasons[i]))
			return bad_reason(d->reasons[i], err);
	return 0;
}

/*
 * The words of an overruling serve as the reason too: whoever said why the
 * stop is wrong has said why the case passes, and is not asked twice.
 */
static void join_reasons(const struct review_decide *d,
			 struct case_detail *detail)
{
	size_t at = 0;
	int i;

	for (i = 0; i < d->reason_count && at < sizeof(detail->codes); i++)
		at += (size_t)snprintf(detail->codes + at,
				       sizeof(detail->codes) - at, "%s%s",
				       i ? " " : "", d->reasons[i]);
	case_detail_put(detail->reason, sizeof(detail->reason),
			d->note && *d->note ? d->note : d->overrule);
}

static int keep_decision(const struct review_decide *d,
			 const struct student_row *row, const char *decision,
			 const struct case_detail *detail, struct error *err)
{
	struct decision_row kept = {
		.student_id = row->student.id,
		.photo_id = row->photo_id,
		.decision = decision,
		.reasons = detail->codes,
		.note = detail->reason,
		.who = d->session->who,
		.at = d->session->now,
	};

	return decision_store_add(d->session->store, &kept, err);
}

/* A stop that a person overrules: the log and the pairs say why. */
static int overrule(const struct review_decide *d, struct student_row *row,
		    struct gate_answer *answer, struct error *err)
{
	struct case_store_step step = {.event = CASE_EVENT_SUBMIT,
				       .bulk = d->bulk,
				       .overrules =
					       gate_has_words(d->overrule)};
	struct ledger ledger;

	case_detail_put(step.detail.reason, sizeof(step.detail.reason),
			d->overrule);
	if (ledger_store_read(d->session, row->student.id, LEDGER_STORE_NOW,
			      &ledger, err) < 0)
		return -1;
	/*
	 * Intercepted cases have not been submitted; a reviewer's approval
	 * does both, each with its row in the log.
	 */
	if (row->state == CASE_INTERCEPTED &&
	    case_store_move(d->session, row, &step, answer, err) < 0)
		return -1;
	/*
	 * Not in bulk: a stop is overruled by somebody who looked at this
	 * pair.  The gate refuses the approval that follows.
	 */
	if (!ledger.stopped || !step.overrules || d->bulk)
		return 0;
	step.detail.fails = ledger.stopped; /* what was overruled */
	if (case_store_photo(d->session, row, &step.detail, err) < 0 ||
	    ledger_store_mark(d->session, row->student.id, LEDGER_OVERRULE,
			      &step.detail, err) < 0 ||
	    compare_store_overrule(d->session->store, row->photo_id,
				   d->overrule, err) < 0)
		return -1;
	return keep_decision(d, row, "overrule", &step.detail, err);
}

/*
 * Whose the enrollment photo is, with its hash: another one has to be
 * confirmed anew.
 */
static int judge_enrollment(const struct review_decide *d,
			    const struct student_row *row,
			    struct gate_answer *answer, struct error *err)
{
	struct case_detail detail = {.n = 0};
	struct ledger_facts facts;

	if (ledger_store_facts(d->session, row, &facts, err) < 0)
		return -1;
	if (!facts.gate.has_enrollment) {
		answer->code = "CMP-NO-ENROLL";
		answer->value = answer->limit = NAN;
		return error_set(err, ERROR_POLICY,
				 _("there is no enrollment photo to confirm"));
	}
	case_detail_put(detail.photo, sizeof(detail.photo), facts.enrollment);
	case_detail_put(detail.reason, sizeof(detail.reason), d->note);
	return ledger_store_mark(d->session, row->student.id,
				 d->decision == REVIEW_ENROLL_RIGHT
					 ? LEDGER_CONFIRM_ENROLL
					 : LEDGER_WRONG_ENROLL,
				 &detail, err);
}

static int move(const struct review_decide *d, struct student_row *row,
		struct gate_answer *answer, struct error *err)
{
	struct case_store_step step = {.event = events[d->decision],
				       .bulk = d->bulk};

	join_reasons(d, &step.detail);
	if (d->decision == REVIEW_APPROVE && overrule(d, row, answer, err) < 0)
		return -1;
	if (case_store_move(d->session, row, &step, answer, err) < 0 ||
	    keep_decision(d, row, case_state_event_name(events[d->decision]),
			  &step.detail, err) < 0)
		return -1;
	/* A refused picture is remembered: sent again, it is caught. */
	if (d->decision == REVIEW_REJECT && row->photo_id)
		return photo_store_set_state(d->session->store, row->photo_id,
					     "rejected", err);
	return 0;
}

static int apply(const struct review_decide *d, struct student_row *row,
		 struct gate_answer *answer, struct error *err)
{
	/*
	 * In freshman re-check the enrollment photo is judged before the
	 * comparison and apart from it.
	 */
	if (d->decision == REVIEW_ENROLL_RIGHT ||
	    d->decision == REVIEW_ENROLL_WRONG)
		return judge_enrollment(d, row, answer, err);
	return move(d, row, answer, err);
}

int review_decide_case(const struct review_decide *d, long long id,
		       struct review_counts *counts, struct error *err)
{
	struct gate_answer answer = {.code = NULL};
	struct findings findings = FINDINGS_INIT;
	struct error why = ERROR_INIT;
	struct student_row row;
	int result;

	if (student_store_get(d->session->store, id, &row, err) < 0)
		return -1;
	/*
	 * One transaction a case: in a list of three thousand the one that a
	 * gate refuses leaves the others done.
	 */
	result = store_begin(d->session->store, &why);
	if (result == 0)
		result = store_end(d->session->store,
				   apply(d, &row, &answer, &why),
				   d->session->dry_run, &why);
	if (result == 0) {
		counts->done++;
		result = d->show(d->ctx, &row, NULL, err);
	} else if (why.kind == ERROR_POLICY) {
		/* A result that the list tells; other failures end the run. */
		counts->refused++;
		if (answer.code)
			gate_finding(&answer, &findings);
		result =
			d->show(d->ctx, &row,
				&(struct review_refused){&why, &findings}, err);
	} else {
		*err = why;
	}
	findings_release(&findings);
	student_store_release(&row);
	return result;
}

int review_decide(const struct review_decide *decide,
		  const struct case_filter *filter,
		  struct review_counts *counts, struct error *err)
{
	struct student_ids chosen = {NULL, 0, 0};
	int result;
	size_t i;

	memset(counts, 0, sizeof(*counts));
	/*
	 * The cases are listed before the first is moved: a move takes a case
	 * out of the filter ("pending"), and a query that runs meanwhile may
	 * skip or repeat.
	 */
	result = review_decide_check(decide, err);
	if (result == 0)
		result = student_store_ids(decide->session, filter, &chosen,
					   err);
	for (i = 0; result == 0 && i < chosen.n; i++)
		result =
			review_decide_case(decide, chosen.list[i], counts, err);
	student_store_ids_release(&chosen);
	return result;
}
