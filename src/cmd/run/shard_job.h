/* SPDX-License-Identifier: MIT */
/*
 * One thing a shard does, as a line of JSON.
 *
 *   {"do":"make","id":7,"photo":SHA,"name":"x.jpg"}
 *   {"do":"prints","id":7,"photo":SHA}
 *   {"do":"query","photo":SHA,"face":{…}}
 *   {"do":"pair","photo":SHA,"face":{…},"other":SHA,"other_face":{…}}
 *
 * A face is there when the store has its box already.
 */
#ifndef CMD_RUN_SHARD_JOB_H
#define CMD_RUN_SHARD_JOB_H

#include "base/json.h"
#include "base/sha256.h"
#include "photo/photo_given.h"
#include "store/photo_store.h"

/* In this order: a query and a pair need the box that those before found. */
enum shard_kind { SHARD_MAKE, SHARD_PRINTS, SHARD_QUERY, SHARD_PAIR };
enum { SHARD_KINDS = SHARD_PAIR + 1 };

struct shard_job {
	enum shard_kind kind;
	long long id; /* the photo's row in the store */
	char photo[SHA256_HEX], other[SHA256_HEX];
	char name[PHOTO_GIVEN_NAME];
	struct photo_face face, other_face; /* width NAN = unknown */
};

struct shard_jobs {
	struct shard_job *list;
	size_t n, cap;
};

const char *shard_job_word(enum shard_kind kind);

struct json *shard_job_json(const struct shard_job *job);
int shard_job_read(const struct json *object, struct shard_job *out,
		   struct error *err);

/* Whether a result is this job's: the same kind and photos. */
bool shard_job_is_of(const struct shard_job *job, const struct json *result);

#endif
