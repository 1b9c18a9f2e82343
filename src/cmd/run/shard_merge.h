/* SPDX-License-Identifier: MIT */
/*
 * run merge: applying the results of shards to the store.  The usual workflows
 * run (photo_run(), compare_night()) and take the results instead of working.
 * So quotas are checked, and states and log written, as always, and what was
 * merged before is found done.
 *
 *   prove everything  ->  make  ->  what is left out  ->  compare
 *   nothing is changed                                    only of a whole plan
 *   before
 *
 * Comparing waits until all shards are there: otherwise a photo would be marked
 * as compared with all others although only some were searched.
 */
#ifndef CMD_RUN_SHARD_MERGE_H
#define CMD_RUN_SHARD_MERGE_H

#include "cmd/run/shard_given.h"
#include "compare/compare_night.h"
#include "photo/photo_run.h"
#include "store/session.h"

struct shard_merge {
	const struct session *session;
	const struct shard_plan *plan;
	struct shard_given *given;
	const struct photo_engine *engine;
	void (*start)(void *ctx, const char *what, long total);
	int (*made)(void *ctx, const struct photo_run_result *result,
		    struct error *err);
	int (*compared)(void *ctx, const struct compare_night_result *result,
			struct error *err);
	void (*step)(void *ctx, long done, long total);
	/* of a student whose photo is not asked for any more; by 学号 */
	void (*left_out)(void *ctx, const char *xh);
	void *ctx;
	/* filled */
	struct photo_run_counts making;
	long left_out_n, known; /* known: they were in the store already */
	/* of cases that something came of */
	long cases, same, below, suspect, refused, failed, pairs;
	bool is_compared;
};

/* Whether the plan is of this store, then of the settings it has now. */
int shard_merge_check_store(const struct shard_merge *merge, struct error *err);
int shard_merge_check_settings(const struct shard_merge *merge,
			       struct error *err);

int shard_merge(struct shard_merge *merge, struct error *err);

#endif
