/* SPDX-License-Identifier: MIT */
/*
 * A reviewer's decisions: approve, reject, withdraw, overrule.  Each is one
 * step of the case (rules/case_state.h), with a decision row and a log row, in
 * one transaction.
 */
#ifndef REVIEW_REVIEW_DECIDE_H
#define REVIEW_REVIEW_DECIDE_H

#include "rules/case_filter.h"
#include "store/student_store.h"
#include "store/session.h"

enum review_decision {
	REVIEW_OPEN, /* from now on the student may change nothing */
	REVIEW_APPROVE,
	REVIEW_REJECT,
	REVIEW_WITHDRAW,
	REVIEW_REOPEN, /* of a refused case; of an exempt or closed one too */
	/* the registrar's steps (`case …`) */
	REVIEW_ESCALATE,
	REVIEW_DISPUTE,
	REVIEW_EXEMPT,
	REVIEW_CLOSE,
	REVIEW_BLOCK,
	REVIEW_READY,
	REVIEW_CONFIRM, /* what is online is right */
	/* of the enrollment photo; no step on the map */
	REVIEW_ENROLL_RIGHT,
	REVIEW_ENROLL_WRONG,
};

struct review_refused {
	const struct error *why;
	const struct findings *findings; /* the gate's code, when it has one */
};

struct review_decide {
	const struct session *session;
	enum review_decision decision;
	const char *const *reasons; /* REV- codes of a rejection */
	int reason_count;
	const char *note;     /* for people */
	const char *overrule; /* why a comparison's verdict does not hold */
	bool bulk;	      /* chosen by a filter, not named one by one */
	/* after each case; refused is NULL when it was done */
	int (*show)(void *ctx, const struct student_row *row,
		    const struct review_refused *refused, struct error *err);
	void *ctx;
};

struct review_counts {
	long done, refused;
};

/* ERROR_USAGE for a rejection without a reason or with an unknown one. */
int review_decide_check(const struct review_decide *decide, struct error *err);

/*
 * Decide all cases that pass the filter.  A case whose state does not allow the
 * step is counted and shown; the others are not affected.  A rejection without
 * a known reason is ERROR_USAGE.
 */
int review_decide(const struct review_decide *decide,
		  const struct case_filter *filter,
		  struct review_counts *counts, struct error *err);

/* One case; counts are added to. */
int review_decide_case(const struct review_decide *decide, long long student_id,
		       struct review_counts *counts, struct error *err);

#endif
