/* SPDX-License-Identifier: MIT */
#include "compare/compare_evidence.h"

#include <math.h>
#include <string.h>

#include "compare/compare_intercept.h"
#include "store/case_store.h"
#include "store/outcome_store.h"
#include "store/score_store.h"

/*
 * Bits of what was said, one for each kind of evidence:
 *
 *    given   the list or program spoke of it
 *    fresh   … and it is not what was said before
 *    fails   … and it is bad
 *
 *    stops   fails & fresh              said again, a stop is no second one
 *    clears  given & fresh & ~fails     silence clears nothing
 */
struct taker {
	const struct session *session;
	struct student_row *row;
	const struct compare_evidence *said;
	struct findings *findings;
	unsigned given, fresh, fails; /* enum ledger_fails */
};

static int keep_score(struct taker *t, struct error *err)
{
	const struct score_row row = {
		.student_id = t->row->student.id,
		.photo_id = t->row->photo_id,
		.score = t->said->score,
		.least = t->said->least,
		.source = t->said->source,
		.who = t->session->who,
		.at = t->session->now,
		.advisory = t->said->advisory,
	};
	/*
	 * An advisory score is kept and shown as a warning; it neither stops
	 * nor clears.
	 */
	bool below = row.score < row.least;
	int added;

	if (isnan(row.score))
		return 0;
	added = score_store_add(t->session->store, &row, err);
	if (below)
		findings_add_below(t->findings, "CMP-BELOW", row.score,
				   row.least, "");
	if (below && row.advisory)
		t->findings->list[t->findings->n - 1].severity = FINDING_WARN;
	if (row.advisory)
		return added;
	t->given |= LEDGER_BY_SCORE;
	t->fresh |= added > 0 ? LEDGER_BY_SCORE : 0;
	t->fails |= below ? LEDGER_BY_SCORE : 0;
	return added;
}

static int keep_outcome(struct taker *t, enum outcome_kind kind,
			struct error *err)
{
	const struct policies *policies = &t->session->task->policies;
	const struct outcome_row row = {
		.student_id = t->row->student.id,
		.photo_id = t->row->photo_id,
		.kind = kind,
		.outcome = t->said->outcome[kind],
		.source = t->said->source,
		.who = t->session->who,
		.at = t->session->now,
	};
	int added;

	if (row.outcome == OUTCOME_NONE)
		return 0;
	added = outcome_store_add(t->session->store, &row, err);
	outcome_finding(row.outcome, policies, t->findings);
	t->given |= outcome_fails(kind);
	t->fresh |= added > 0 ? outcome_fails(kind) : 0;
	if (outcome_stops(row.outcome, policies))
		t->fails |= outcome_fails(kind);
	return added;
}

/*
 * Where a stopped case goes on: a photo that was made goes to review, one that
 * was not is a photo that waits for making again.
 */
static int go_on(struct taker *t, const struct ledger *ledger,
		 struct error *err)
{
	struct case_store_step step = {.event = CASE_EVENT_SUBMIT};
	struct gate_answer answer;

	if (case_store_photo(t->session, t->row, &step.detail, err) < 0)
		return -1;
	if (strcmp(ledger->last_made, step.detail.photo) != 0)
		step.event = CASE_EVENT_PHOTO;
	if (case_store_move(t->session, t->row, &step, &answer, err) == 0)
		return 0;
	/*
	 * Allowed, and yet failed: that is the store's trouble and not a
	 * gate's.
	 */
	if (answer.allowed)
		return -1;
	/* Submitted too often, or the window is over: people decide. */
	err->kind = ERROR_NONE;
	gate_finding(&answer, t->findings);
	return 0;
}

static int clear(struct taker *t, struct compare_evidence_step *step,
		 struct error *err)
{
	struct case_detail detail = {.n = 0};
	struct ledger ledger;

	if (ledger_store_read(t->session, t->row->student.id, LEDGER_STORE_NOW,
			      &ledger, err) < 0)
		return -1;
	detail.fails = ledger.stopped & t->given & t->fresh & ~t->fails;
	if (!detail.fails)
		return 0;
	step->cleared = true;
	if (case_store_photo(t->session, t->row, &detail, err) < 0 ||
	    ledger_store_mark(t->session, t->row->student.id, LEDGER_CLEARED,
			      &detail, err) < 0)
		return -1;
	/*
	 * Another reason still holds the case, or this very row brought one.
	 */
	if (t->row->state != CASE_INTERCEPTED ||
	    ledger.stopped & ~detail.fails || t->fails)
		return 0;
	return go_on(t, &ledger, err);
}

static int stop(struct taker *t, struct compare_evidence_step *step,
		struct error *err)
{
	const struct compare_stop stop = {.by = t->fails & t->fresh,
					  .findings = t->findings};

	if (!stop.by)
		return 0;
	if (t->row->state == CASE_INTERCEPTED)
		return compare_intercept_more(t->session, t->row, &stop, err);
	/*
	 * A case that a reviewer has opened is not taken out of his hands: it
	 * is a finding that he sees.
	 */
	if (!case_state_allows(t->row->state, CASE_EVENT_INTERCEPT))
		return 0;
	step->stopped = true;
	return compare_intercept_stop(t->session, t->row, &stop, err);
}

int compare_evidence_take(const struct session *session,
			  struct student_row *row,
			  const struct compare_evidence *evidence,
			  struct compare_evidence_step *step, struct error *err)
{
	struct taker t = {.session = session,
			  .row = row,
			  .said = evidence,
			  .findings = step->findings};

	if (keep_score(&t, err) < 0 ||
	    keep_outcome(&t, OUTCOME_FACE, err) < 0 ||
	    keep_outcome(&t, OUTCOME_IDENTITY, err) < 0)
		return -1;
	step->stopped = step->cleared = false;
	step->passed = step->findings->n == 0;
	if (stop(&t, step, err) < 0)
		return -1;
	return clear(&t, step, err);
}
