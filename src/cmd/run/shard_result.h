/* SPDX-License-Identifier: MIT */
/*
 * What a shard has done: DIR/results/K.jsonl.
 *
 *   {"schema":…,"plan":ID,"version":…,"shard":K,"jobs":N}
 *   {"do":"make","photo":SHA,"is":{…}}          a line for each job of the
 *   {"do":"prints","photo":SHA,"is":{…}}        shard, in its order
 *   {"do":"query","photo":SHA,"is":{…}}
 *   {"do":"pair","photo":SHA,"other":SHA,"is":{…}}
 *   {"end":N,"sha256":HASH}                     of all lines above
 *
 * A shard gives the same bytes wherever and however often it is run.  So when
 * two machines do it by mistake, the last one simply writes the same file
 * again.
 */
#ifndef CMD_RUN_SHARD_RESULT_H
#define CMD_RUN_SHARD_RESULT_H

#include "cmd/run/shard_plan.h"

/* Writing: begin, a line for each job in order, then end or abandon. */
struct shard_writer;
struct shard_writer *shard_result_begin(const char *dir,
					const struct shard_plan *plan, int k,
					struct error *err);
int shard_result_add(struct shard_writer *writer, const struct shard_job *job,
		     struct json *take_result, struct error *err);
int shard_result_end(struct shard_writer *take_writer, struct error *err);
void shard_result_abandon(struct shard_writer *take_writer); /* NULL allowed */

/* One line of a result that was read, and where it stands. */
struct shard_line {
	int shard;
	const struct shard_job *job;
	const struct json *is; /* borrowed */
	long long offset;
};
typedef int (*shard_result_fn)(void *ctx, const struct shard_line *line,
			       struct error *err);

/* Where they lie. */
struct shard_results {
	const char *dir;
	const struct shard_plan *plan;
	int k;
};

/*
 * Read and check the results of shard K: 1 = complete, 0 = there are none; -1
 * with ERROR_INPUT when they, or a JPEG that they name, are damaged or of
 * another plan or version.
 */
int shard_result_each(const struct shard_results *of, shard_result_fn fn,
		      void *ctx, struct error *err);

/* The JPEG of that hash, proven. */
int shard_result_jpeg(const char *dir, const char *sha256, struct buf *out,
		      struct error *err);

#endif
