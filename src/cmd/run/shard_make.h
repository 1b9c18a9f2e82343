/* SPDX-License-Identifier: MIT */
/*
 * run plan: dividing the making and comparing that waits in the store into
 * shards. All photos of a student are in one shard, and the shards follow the
 * order in which a single machine would work, so that merging them gives the
 * same log.
 */
#ifndef CMD_RUN_SHARD_MAKE_H
#define CMD_RUN_SHARD_MAKE_H

#include "cmd/run/shard_plan.h"
#include "store/session.h"

struct photo_engine;

struct shard_make {
	const struct session *session;
	const struct photo_engine *engine;
	const char *dir;
	int shards;
	/* a photo that could not be copied: it is in no shard */
	void (*failed)(void *ctx, const char *sha256, const struct error *why);
	void (*step)(void *ctx, long done, long total);
	void *ctx;
	/* filled */
	long refused; /* by the gate: planned when it lets them */
	long copied;  /* originals */
	bool again;   /* the folder held this very plan */
};

/*
 * ERROR_POLICY when the folder holds another plan.  plan is released by the
 * caller in any case.
 */
int shard_make(struct shard_make *make, struct shard_plan *plan,
	       struct error *err);

#endif
