/* SPDX-License-Identifier: MIT */
/*
 * A plan: making and comparing that waits in a store, as a folder that any
 * machine can work on without the store.
 *
 *   DIR/plan.json         what holds for all shards, and its own hash
 *   DIR/jobs/K.jsonl      what shard K is to do, an object a line
 *   DIR/originals/9f/9f…  the photos, by the hash of their bytes
 *   DIR/results/K.jsonl   what shard K has done (shard_result.h): there when
 *                         it is whole, and then never changed
 *   DIR/made/4c/4c…       the standard photos that results name
 *
 * plan.json is {"schema":…,"plan":ID,"body":{…}}.  ID is the SHA-256 of the
 * body's text, which holds the hash of each list of jobs, so two folders with
 * the same ID are the same work.  Nothing in it names a student: photos are
 * named by their hashes and row numbers.
 */
#ifndef CMD_RUN_SHARD_PLAN_H
#define CMD_RUN_SHARD_PLAN_H

#include "base/sha256.h"
#include "cmd/run/shard_job.h"
#include "rules/task.h"
#include "store/log_store.h"

enum { SHARD_MOST = 10000 };

/* Of one shard. */
struct shard_part {
	long jobs[SHARD_KINDS];	 /* by enum shard_kind */
	char sha256[SHA256_HEX]; /* of its list */
};

struct shard_plan {
	char id[SHA256_HEX];
	date_time now; /* of the plan: what the age of photos is told by */
	char anchor[LOG_STORE_ANCHOR]; /* of the store's log */
	struct task task;	       /* its settings; no id */
	char profile[SHA256_HEX];      /* profile_digest() */
	int landmarks;		       /* photo_engine_landmarks() */
	int n;
	struct shard_part *parts; /* n of them */
};

/* The folder's; ERROR_INPUT when damaged or of another version. */
int shard_plan_read(const char *dir, struct shard_plan *out, struct error *err);
void shard_plan_release(struct shard_plan *plan);

/* Sets plan->id. */
void shard_plan_seal(struct shard_plan *plan);

/* Written last: a folder without it is not a plan yet. */
int shard_plan_write(const char *dir, const struct shard_plan *plan,
		     struct error *err);

/*
 * To be called before anything else: others can write into DIR, so from now on
 * no symbolic link in it is followed (file_guard()).  ERROR_INPUT when
 * plan.json or one of the four folders is a link.
 */
int shard_plan_guard(const char *dir, struct error *err);

/* DIR/FOLDER/K.jsonl, the caller's. */
char *shard_plan_list(const char *dir, const char *folder, int k);

/* The jobs of shard K; ERROR_INPUT when they are not those of the plan. */
int shard_plan_jobs(const char *dir, const struct shard_plan *plan, int k,
		    struct shard_jobs *out, struct error *err);

#endif
