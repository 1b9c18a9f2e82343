/* SPDX-License-Identifier: MIT */
/*
 * The results of all finished shards, checked, and looked up by the hash of the
 * photo; for photo_run() and compare_night().  They stay in their files; only
 * 90 bytes a result are in memory.
 */
#ifndef CMD_RUN_SHARD_GIVEN_H
#define CMD_RUN_SHARD_GIVEN_H

#include "cmd/run/shard_plan.h"
#include "compare/compare_given.h"

struct shard_given;

/*
 * NULL with ERROR_INPUT when anything is damaged, of another plan or version:
 * nothing is to be merged then.
 */
struct shard_given *shard_given_open(const char *dir,
				     const struct shard_plan *plan,
				     struct error *err);
void shard_given_close(struct shard_given *take_given); /* NULL allowed */

/* Whether the results of shard K are there; how many are not. */
bool shard_given_has(const struct shard_given *given, int k);
int shard_given_lacking(const struct shard_given *given);

/* What was made, by the number of the photo's row, in ascending order. */
struct shard_given_photo {
	long long id;
	bool taken; /* the caller's to set */
};
struct shard_given_photo *shard_given_photos(struct shard_given *given,
					     size_t *n);
struct shard_given_photo *shard_given_photo(struct shard_given *given,
					    long long id);

/* For the workflows; borrowed from given. */
const struct photo_given *shard_given_making(struct shard_given *given);
const struct compare_given *shard_given_comparing(struct shard_given *given);

#endif
