/* SPDX-License-Identifier: MIT */
/*
 * run shard: doing the jobs of one shard, with nothing but the plan's folder
 * and this program.  Photos are made first, then prints; the pairs come last,
 * because they need the face boxes found before.  A killed run leaves nothing
 * behind; a shard that is done is checked and not done again.
 */
#ifndef CMD_RUN_SHARD_WORK_H
#define CMD_RUN_SHARD_WORK_H

#include "cmd/run/shard_plan.h"

struct shard_work {
	const char *dir;
	const struct shard_plan *plan;
	int k, jobs;
	bool dry_run;
	void (*start)(void *ctx, const char *what, long total);
	/* each photo that was made, or why not */
	void (*made)(void *ctx, const char *sha256,
		     const struct photo_made *made);
	void (*tick)(void *ctx);
	void *ctx;
	/* filled */
	long photos, refused, failed, prints, pairs;
	bool done_before;
};

/*
 * ERROR_INPUT when the folder is damaged or the profile here is not that of
 * the plan.
 */
int shard_work(struct shard_work *work, struct error *err);

#endif
