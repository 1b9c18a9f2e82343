/* SPDX-License-Identifier: MIT */
/*
 * Applying what another system says about a student's photo, by a score, by
 * outcomes in words or by both: it is stored, and the case is stopped or
 * released.
 *
 *   state      said              step
 *   ---------  ----------------  -----------------------------------------
 *   listed …   anything          stored; counts when the photo is compared
 *   raw … pending   bad          intercepted (compare/compare_intercept.h)
 *   intercepted     bad          one more reason, perhaps one photo too many
 *   intercepted     good         the reason it answers is cleared; when none is
 *                                left, the case continues from where it was
 *   opened …   bad               a finding for people, no step
 *
 * The same evidence again changes nothing.  Main thread only.
 */
#ifndef COMPARE_COMPARE_EVIDENCE_H
#define COMPARE_COMPARE_EVIDENCE_H

#include "rules/finding.h"
#include "rules/outcome.h"
#include "store/session.h"
#include "store/student_store.h"

struct compare_evidence {
	double score; /* 0..100; NAN = none */
	double least;
	bool advisory;			     /* the score decides nothing */
	enum outcome outcome[OUTCOME_KINDS]; /* OUTCOME_NONE = none */
	const char *source;		     /* a file's or program's name */
};

struct compare_evidence_step {
	struct findings *findings; /* the caller's; what is bad is added */
	bool stopped;		   /* the case was intercepted */
	bool cleared; /* something that stopped it does no longer */
	bool passed;  /* nothing bad was said */
};

/* In the caller's transaction; row->state is updated; step->findings is set. */
int compare_evidence_take(const struct session *session,
			  struct student_row *row,
			  const struct compare_evidence *evidence,
			  struct compare_evidence_step *step,
			  struct error *err);

#endif
