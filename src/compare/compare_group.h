/* SPDX-License-Identifier: MIT */
/*
 * Grouping N photos by exposure: candidate pairs are found from both sides,
 * each pair is verified, and verified pairs are joined into groups.  Photos are
 * numbers 0..n - 1; the result does not depend on the number of threads or on
 * the order in a pair.
 *
 * Method: disjoint sets ("union-find") with path halving (Tarjan and van
 * Leeuwen, 1984); the smaller number is always the root, so a group is named
 * by its first photo whatever the order of the links.
 *
 *     links 2-5, 0-2, 3-4:   group  [0 1 0 3 3 0]
 */
#ifndef COMPARE_COMPARE_GROUP_H
#define COMPARE_COMPARE_GROUP_H

#include "compare/compare_pair.h"
#include "compare/compare_search.h"

/* What photo i may be the same as; called by several threads at once. */
typedef int (*compare_group_find_fn)(void *ctx, size_t i,
				     struct compare_candidates *out,
				     struct error *err);

/* Judge photos a < b; called by several threads at once. */
typedef int (*compare_group_verify_fn)(void *ctx, size_t a, size_t b,
				       struct compare_verdict *out,
				       struct error *err);

struct compare_group_input {
	size_t n;
	enum align_verdict least; /* ALIGN_SAME or ALIGN_SUSPECT joins */
	compare_group_find_fn find;
	compare_group_verify_fn verify;
	void *ctx;
	int jobs; /* threads, < 1 = all processors */
};

struct compare_link {
	size_t a, b; /* a < b */
	int distance;
	enum align_verdict verdict;
	double score;
};

struct compare_groups {
	struct compare_link *links; /* verified, at least suspect; by a, b */
	size_t link_count;
	size_t *group;	 /* of each photo: the smallest number of its group */
	size_t verified; /* pairs that were aligned */
};

/* ERROR_LIMIT without memory, or what verify said; out is empty then. */
int compare_group(const struct compare_group_input *in,
		  struct compare_groups *out, struct error *err);
void compare_group_release(struct compare_groups *g);

#endif
