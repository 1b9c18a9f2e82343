/* SPDX-License-Identifier: MIT */
/*
 * A case as a reviewer sees it: state, made photo, findings, comparisons, the
 * decisions so far, and how many makes, … the policies still allow.
 */
#ifndef REVIEW_CASE_VIEW_H
#define REVIEW_CASE_VIEW_H

#include "base/json.h"
#include "review/case_quota.h"
#include "rules/case_detail.h"
#include "rules/case_filter.h"
#include "rules/finding.h"
#include "store/student_store.h"

/* A photo as it lies in the store. */
struct case_photo {
	char sha256[65]; /* "" = there is none */
	int width, height;
	double face[4]; /* x, y, width, height; width 0 = none found */
};

/* A verdict that is not "different". */
struct case_pair {
	char role[24];	  /* the finding's code: SAM-ENROLL, … */
	char verdict[12]; /* same, suspect */
	double score;
	char *overruled;   /* the reviewer's reason, "" = in force */
	char other_xh[32]; /* whose photo the other one is; "" = nobody's */
	struct case_photo other;
};

/* What a person decided before. */
struct case_decision {
	char at[26], who[64];
	char event[24]; /* approve, reject, overrule, … */
	char codes[CASE_DETAIL_CODES], reason[CASE_DETAIL_REASON];
};

struct case_view {
	const struct student_row *row; /* borrowed */
	struct findings findings;      /* of row, photo, made, comparison */
	struct findings source, made; /* of them: the photo's, the made one's */
	struct buf texts;	      /* the findings in one line */
	struct buf note;	      /* why it stands as it does */
	double confidence;	      /* of the matte; 0 = nothing made */
	double head_top, eye_line;    /* of the made photo */
	char made_sha256[65];
	struct case_photo photo;
	struct case_pair *pairs;
	size_t n_pairs, cap_pairs;
	struct case_decision *decisions; /* in order */
	size_t n_decisions, cap_decisions;
	const char *overrule; /* why a stop of the photo in force does not
				 hold; NULL = nobody overruled one */
	const char *reviewer; /* who opened the case, while it is opened */
	struct case_quota quota;
};

/* Pairs for an owner of its own; release with case_view_free_pairs(). */
struct case_pair *case_view_copy_pairs(const struct case_view *view);
void case_view_free_pairs(struct case_pair *take_pairs, size_t n);

typedef int (*case_view_fn)(void *ctx, const struct case_view *view,
			    struct error *err);
int case_view_each(const struct session *session,
		   const struct case_filter *filter, case_view_fn fn, void *ctx,
		   struct error *err);

/* "makes left 2, resubmissions left 2, …", for people. */
void case_view_quotas(const struct case_view *view, struct buf *out);

/* "approve (clerk): why"; a person's words masked unless unmask. */
void case_view_decision(const struct case_decision *decision, bool unmask,
			struct buf *out);

/* Without key and name: the caller adds them as far as it may show them. */
struct json *case_view_json(const struct case_view *view);

#endif
