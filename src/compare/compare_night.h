/* SPDX-License-Identifier: MIT */
/*
 * The comparing of a night: each submission is compared with the student's
 * enrollment photo, and with those of the task's other photos that a search
 * proposes.  Only new pairs are judged; verdicts are stored.  A "same" stops
 * the case with the reason; otherwise a made photo goes to review.  When the
 * enrollment photo must be confirmed and is not, or shows somebody else,
 * nothing is compared and the case does not change.
 */
#ifndef COMPARE_COMPARE_NIGHT_H
#define COMPARE_COMPARE_NIGHT_H

#include "compare/compare_prepare.h"
#include "image/align/align.h"
#include "rules/case_filter.h"
#include "rules/finding.h"
#include "store/student_store.h"
#include "store/session.h"

struct compare_night_result {
	const struct student_row *row; /* its state after the step */
	struct findings findings;      /* SAM-, CMP- of this photo */
	unsigned by;		       /* enum ledger_fails of its errors */
	long compared;		       /* pairs judged in this run */
	bool moved;		       /* its state is another now */
	bool refused;		       /* not compared: the gate's finding */
	const struct error *error;     /* NULL, or why it was not compared */
};

struct compare_night {
	const struct session *session;
	const struct face_models *models; /* NULL: loaded for this run */
	const struct case_filter *filter;
	const struct compare_given *given; /* NULL = nothing is */
	bool every_pair; /* judge every pair without a search: for proofs */
	void (*step)(void *ctx, long done, long total);
	int (*show)(void *ctx, const struct compare_night_result *result,
		    struct error *err);
	void *ctx;
};

struct compare_night_counts {
	long total, same, below, suspect, clear, no_enrollment, failed, pairs,
		refused; /* enrollment photo not confirmed, or wrong */
};

/*
 * When it is interrupted, everything compared so far is kept; after any other
 * error, what was not yet checkpointed is rolled back.
 */
int compare_night(const struct compare_night *run,
		  struct compare_night_counts *counts, struct error *err);

/*
 * The photo in force of one case, in the caller's transaction: its verdicts
 * are kept and their findings added; no case moves.  run->models is not NULL.
 */
int compare_night_case(const struct compare_night *run, long long student_id,
		       struct findings *findings, struct error *err);

/* Whether a night compares cases in this state. */
bool compare_night_is_comparable(enum case_state state);

/* The task's limits for "same" and "suspect". */
struct align_limits compare_night_limits(const struct task *task);

#endif
