/* SPDX-License-Identifier: MIT */
/*
 * Comparing without a store: prints, queries and verdicts on pairs, by
 * threads, from files that are named by the hash of their bytes.  Results
 * come in the order of the items, on the caller's thread.
 */
#ifndef COMPARE_COMPARE_SHARD_H
#define COMPARE_COMPARE_SHARD_H

#include "compare/compare_prints.h"
#include "compare/compare_submission.h"

enum compare_shard_want {
	COMPARE_SHARD_NOTHING, /* it is known that nobody will ask */
	COMPARE_SHARD_PRINTS,
	COMPARE_SHARD_QUERY,
	COMPARE_SHARD_PAIR,
};

struct compare_shard_item {
	enum compare_shard_want want;
	struct compare_submission_face a, b; /* b: of a pair */
	struct compare_prints prints;	     /* filled, or */
	struct buf query;
	struct compare_verdict verdict;
	struct error error; /* of all but prints, which have their own */
	const struct compare_shard *shard;
};

struct compare_shard {
	const struct face_models *models;
	struct align_limits limits;
	int jobs;
	/* 1 filled, 0 no more, -1 */
	int (*next)(void *ctx, struct compare_shard_item *item,
		    struct error *err);
	int (*done)(void *ctx, struct compare_shard_item *item,
		    struct error *err);
	void *ctx;
};

int compare_shard_run(const struct compare_shard *shard, struct error *err);

#endif
