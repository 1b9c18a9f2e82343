/* SPDX-License-Identifier: MIT */
#include "compare/compare_intercept.h"

#include <math.h>
#include <stdlib.h>

#include "store/case_store.h"
#include "store/score_store.h"

/* The finding goes with the case as code and values, for people. */
static int move_case(const struct session *session, struct student_row *row,
		     enum case_event event, const struct finding *why,
		     struct error *err)
{
	struct findings one = FINDINGS_INIT;
	struct case_store_step step = {.event = event};
	char *note;
	int code;

	*findings_copy(&one) = *why;
	note = findings_json_text(&one);
	step.note = note;
	case_detail_put(step.detail.codes, sizeof(step.detail.codes),
			why->code);
	code = case_store_move(session, row, &step, NULL, err);
	free(note);
	findings_release(&one);
	return code;
}

/* Warnings may stand before what stops. */
static const struct finding *first_error(const struct findings *all)
{
	size_t i;

	for (i = 0; i + 1 < all->n; i++)
		if (all->list[i].severity == FINDING_ERROR)
			break;
	return &all->list[i];
}

/*
 * One photo counts once: a copy of one that failed before stops the case
 * again, but brings nobody nearer to the student office.
 */
static int mark_failed(const struct session *session,
		       const struct student_row *row,
		       const struct compare_stop *stop, struct error *err)
{
	struct case_detail detail = {.fails = stop->by};
	struct ledger ledger;
	long long fails;
	char *note;
	int result;

	if (case_store_photo(session, row, &detail, err) < 0 ||
	    ledger_store_read(session, row->student.id, LEDGER_STORE_NOW,
			      &ledger, err) < 0 ||
	    score_store_fails(session, row->student.id, &fails, err) < 0)
		return -1;
	if (fails <= ledger.failed_count &&
	    !ledger_has_failed(&ledger, detail.photo))
		case_detail_put(detail.what, sizeof(detail.what), "copy");
	case_detail_put(detail.codes, sizeof(detail.codes),
			first_error(stop->findings)->code);
	note = findings_json_text(stop->findings);
	detail.note = note;
	result = ledger_store_mark(session, row->student.id, LEDGER_FAILED,
				   &detail, err);
	free(note);
	return result;
}

static int escalate(const struct session *session, struct student_row *row,
		    struct findings *findings, struct error *err)
{
	const struct policies *policies = &session->task->policies;
	struct finding *three;
	struct ledger ledger;
	long fails;

	if (ledger_store_read(session, row->student.id, LEDGER_STORE_NOW,
			      &ledger, err) < 0)
		return -1;
	fails = ledger_fails(&ledger, policies, session->now);
	if (fails < policy_number(policies, POLICY_COMPARE_FAILS) +
			    ledger.granted[LEDGER_GRANT_FAILS])
		return 0;
	three = findings_add_value(findings, "CMP-THREE-FAILS", (double)fails,
				   "");
	return move_case(session, row, CASE_EVENT_ESCALATE, three, err);
}

int compare_intercept_stop(const struct session *session,
			   struct student_row *row,
			   const struct compare_stop *stop, struct error *err)
{
	if (mark_failed(session, row, stop, err) < 0 ||
	    move_case(session, row, CASE_EVENT_INTERCEPT,
		      first_error(stop->findings), err) < 0)
		return -1;
	return escalate(session, row, stop->findings, err);
}

int compare_intercept_more(const struct session *session,
			   struct student_row *row,
			   const struct compare_stop *stop, struct error *err)
{
	if (mark_failed(session, row, stop, err) < 0)
		return -1;
	return escalate(session, row, stop->findings, err);
}
