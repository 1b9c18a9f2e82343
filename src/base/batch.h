/* SPDX-License-Identifier: MIT */
/*
 * The one way to work in parallel.
 *
 *   next  caller's thread, fills the next item; 1 = filled, 0 = no more,
 *         -1 = stop with err
 *   work  worker threads, touches only its item, its scratch and read-only
 *         shared data; a failure is a field of the item
 *   done  caller's thread, sees the items in INPUT ORDER; -1 with err, which
 *         is never NULL, stops the batch
 *   discard  caller's thread, releases what an item owns; called exactly once
 *         for each item that next filled, after done or instead of it
 *
 * At most 4 items per thread are held at a time, so memory use does not grow
 * with the input.  Results are the same byte for byte for any number of jobs.
 *
 * Workers may not write files or reach the network (base/sandbox.h), with
 * jobs = 1 as well; if no such thread can be started, the batch fails before
 * the first item.
 *
 * After SIGINT no new item is taken.  Items already in work are finished and
 * passed to done, except those that a decoder broke off (cancel_cut()).  The
 * batch then ends with ERROR_INTERRUPTED, or with done's own error if done
 * failed in the meantime.
 *
 * QCTOOL_STALL=N in the environment delays each work by a pseudo-random
 * 0..N ms, so that tests notice when a result depends on the order of work.
 */
#ifndef BASE_BATCH_H
#define BASE_BATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct batch {
	int (*next)(void *ctx, void *item, struct error *err);
	void (*work)(void *item, void *scratch);
	int (*done)(void *ctx, void *item, struct error *err);
	void (*discard)(void *item);
	/* per worker; both may be NULL when scratch_size is 0 */
	int (*scratch_init)(void *ctx, void *scratch, struct error *err);
	void (*scratch_release)(void *scratch);
	size_t item_size, scratch_size;
	bool pictures; /* an item takes megabytes: mem_keep(), mem_room() */
};

/* jobs < 1 means batch_default_jobs().  0, or -1 with err filled. */
int batch_run(const struct batch *batch, void *ctx, int jobs,
	      struct error *err);

/* The processors this process may use, at least 1 and at most 64. */
int batch_default_jobs(void);

#endif
