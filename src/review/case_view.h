/* SPDX-License-Identifier: MIT */
/* A case as a reviewer sees it: state, made photo, findings, comparisons. */
#ifndef REVIEW_CASE_VIEW_H
#define REVIEW_CASE_VIEW_H

#include "base/json.h"
#include "rules/case_filter.h"
#include "rules/finding.h"
#include "store/student_store.h"

struct case_view {
	const struct student_row *row; /* borrowed */
	struct findings findings;      /* of row, photo, made, comparison */
	struct buf texts;	       /* the findings in one line */
	double confidence;	       /* of the matte; 0 = nothing made */
	char made_sha256[65], photo_sha256[65];
};

typedef int (*case_view_fn)(void *ctx, const struct case_view *view,
			    struct error *err);
int case_view_each(struct store *store, const struct task *task,
		   const struct case_filter *filter, case_view_fn fn,
		   void *ctx, struct error *err);

/* Without key and name: the caller adds them as far as it may show them. */
struct json *case_view_json(const struct case_view *view);

#endif
