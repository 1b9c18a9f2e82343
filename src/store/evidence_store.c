/* SPDX-License-Identifier: MIT */
#include "store/evidence_store.h"

#include "store/outcome_store.h"
#include "store/score_store.h"

/*
 * The last word of each kind about this photo: another system's scores and
 * words pile up, and only the last of each counts.
 *
 *    face       score | advisory score | word      the later of score and word
 *    identity                            word
 */
struct evidence {
	bool has_score, has_advice;
	struct score_value score, advice;
	struct outcome_row said[OUTCOME_KINDS];
};

/* 1 found, 0 none, -1. */
static int read_score(const struct session *session,
		      const struct student_row *row, bool advisory,
		      struct score_value *out, struct error *err)
{
	const struct score_asked asked = {row->student.id, row->photo_id,
					  advisory, session->as_of};

	return score_store_of(session->store, &asked, out, err);
}

static int read_all(const struct session *session,
		    const struct student_row *row, struct evidence *e,
		    struct error *err)
{
	int kind, score, advice;

	score = read_score(session, row, false, &e->score, err);
	advice = read_score(session, row, true, &e->advice, err);
	if (score < 0 || advice < 0)
		return -1;
	e->has_score = score > 0;
	e->has_advice = advice > 0;
	for (kind = 0; kind < OUTCOME_KINDS; kind++) {
		e->said[kind] =
			(struct outcome_row){.student_id = row->student.id,
					     .photo_id = row->photo_id,
					     .kind = (enum outcome_kind)kind,
					     .at = session->as_of};
		if (outcome_store_of(session->store, &e->said[kind], err) < 0)
			return -1;
	}
	return 0;
}

/* Of the face, what was said later stands. */
static void drop_older(struct evidence *e)
{
	struct outcome_row *face = &e->said[OUTCOME_FACE];

	if (!e->has_score || face->outcome == OUTCOME_NONE)
		return;
	if (e->score.at < face->at)
		e->has_score = false;
	else if (face->at < e->score.at)
		face->outcome = OUTCOME_NONE;
}

/* An advisory score speaks only where no other does, and as a warning. */
static void add_advice(const struct evidence *e, struct findings *findings)
{
	if (!e->has_advice || e->has_score ||
	    e->advice.score >= e->advice.least)
		return;
	findings_add_below(findings, "CMP-BELOW", e->advice.score,
			   e->advice.least, "");
	findings->list[findings->n - 1].severity = FINDING_WARN;
}

int evidence_store_findings(const struct session *session,
			    const struct student_row *row,
			    struct findings *findings, unsigned *fails,
			    struct error *err)
{
	const struct policies *policies = &session->task->policies;
	struct evidence e;
	unsigned bits = 0;
	int kind;

	if (read_all(session, row, &e, err) < 0)
		return -1;
	drop_older(&e);
	if (e.has_score && e.score.score < e.score.least) {
		findings_add_below(findings, "CMP-BELOW", e.score.score,
				   e.score.least, "");
		bits |= LEDGER_BY_SCORE;
	}
	for (kind = 0; kind < OUTCOME_KINDS; kind++) {
		outcome_finding(e.said[kind].outcome, policies, findings);
		if (outcome_stops(e.said[kind].outcome, policies))
			bits |= outcome_fails((enum outcome_kind)kind);
	}
	add_advice(&e, findings);
	if (fails)
		*fails = bits;
	return 0;
}
