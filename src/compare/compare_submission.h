/* SPDX-License-Identifier: MIT */
/*
 * The night's work on one submission: find what it may be the same as and
 * judge each.  compare_submission_judge() is for worker threads; it touches
 * only the work and reads the set.
 *
 * An original is read only where pixels are needed: to make the query that is
 * kept for all later nights, and to judge what a query proposes.
 *
 *     query kept? --no--> read the photo, make it
 *          |                    |
 *          +-----> search <-----+
 *                    |  .03 % of strangers
 *                    +--> read both photos, judge
 */
#ifndef COMPARE_COMPARE_SUBMISSION_H
#define COMPARE_COMPARE_SUBMISSION_H

#include "compare/compare_judged.h"
#include "compare/compare_pair.h"
#include "compare/compare_set.h"

struct compare_submission_pair {
	const struct compare_set_photo *other;
	const char *code; /* what "same" would mean */
	struct compare_verdict verdict;
	bool given; /* verdict is filled: nothing to judge */
};

struct compare_submission {
	const struct compare_set *set;
	const struct store *store; /* for the files' places */
	const struct compare_set_photo *photo;
	struct align_limits limits;
	struct compare_judged *judged; /* of all work of a run; may be NULL */
	long long up_to;  /* only photos beyond this sequence are searched */
	bool every_pair;  /* judge all of these, without a search */
	struct buf query; /* as kept (compare_face.h); empty: filled if made */
	bool query_made;
	struct compare_submission_pair *pairs; /* filled */
	size_t n, cap;
	struct error error;
};

/* Judge this one whatever the search says. */
void compare_submission_add(struct compare_submission *w,
			    const struct compare_set_photo *other,
			    const char *code);
/* An original and the box of its face. */
struct compare_submission_face {
	char *path; /* owned */
	char sha256[SHA256_HEX];
	struct image_box face;
};

/*
 * Originals are compared, whatever was made of them, so that a verdict does
 * not depend on a profile or on a version of the making.
 */
int compare_submission_open(const struct compare_submission_face *photo,
			    struct compare_face *face, struct error *err);

/* Whether both are the same file, which needs no measurement. */
bool compare_submission_is_same(const char *a, const char *b,
				struct compare_verdict *verdict);
void compare_submission_judge(struct compare_submission *w);
void compare_submission_release(struct compare_submission *w);

#endif
