/* SPDX-License-Identifier: MIT */
#include "base/batch.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/cancel.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/sandbox.h"

enum { MAX_JOBS = 64, WINDOW_PER_JOB = 4 };

enum slot_state {
	SLOT_FREE,
	SLOT_READY,
	SLOT_BUSY,
	SLOT_FINISHED,
	SLOT_SKIPPED, /* a stop came before or in the middle of its work */
};

/*
 * A ring of item slots.  Only the caller moves head (oldest item not yet
 * passed to done) and tail (next slot to fill); workers take the oldest ready
 * slot.  The lock guards the states and counters, never the items: an item
 * belongs to the worker while BUSY, else to the caller.
 */
struct ring {
	const struct batch *batch;
	char *items;
	enum slot_state *states;
	size_t size, head, tail, taken;
	bool closed;
	int entered; /* workers that gave up their rights */
	int refused; /* … and those that could not, */
	int why;     /* by errno */
	long stall_ms;
	pthread_mutex_t lock;
	pthread_cond_t ready, finished;
};

struct worker {
	struct ring *ring;
	void *scratch;
	pthread_t thread;
	bool started;
};

static void *item_at(const struct ring *ring, size_t number)
{
	return ring->items + (number % ring->size) * ring->batch->item_size;
}

static void stall(const struct ring *ring, size_t number)
{
	struct timespec pause;
	unsigned long ms;

	if (ring->stall_ms <= 0)
		return;
	ms = (number * 2654435761u >> 7) % (unsigned long)(ring->stall_ms + 1);
	pause.tv_sec = (time_t)(ms / 1000);
	pause.tv_nsec = (long)(ms % 1000) * 1000000;
	nanosleep(&pause, NULL);
}

/*
 * With two threads eight photos are in the window; to finish them all after a
 * stop was asked for would take seconds, and we might be killed.
 */
static bool work_on(const struct batch *batch, void *item, void *scratch)
{
	if (cancel_signal())
		return false;
	batch->work(item, scratch);
	return !cancel_was_cut();
}

/* With the lock held: a worker has given up its rights, or cannot be had. */
static bool count_worker(struct ring *ring, int why)
{
	if (why) {
		ring->refused++;
		ring->why = why;
	} else {
		ring->entered++;
	}
	pthread_cond_signal(&ring->finished);
	return !why;
}

static void *work_loop(void *arg)
{
	struct worker *worker = arg;
	struct ring *ring = worker->ring;
	size_t number;
	bool worked, allowed;
	int why;

	if (ring->batch->pictures)
		mem_room();
	/* What is worked on comes from strangers; work only reads. */
	why = sandbox_enter() < 0 ? errno : 0;
	pthread_mutex_lock(&ring->lock);
	allowed = count_worker(ring, why);
	while (allowed) {
		while (!ring->closed && ring->taken == ring->tail)
			pthread_cond_wait(&ring->ready, &ring->lock);
		if (ring->taken == ring->tail)
			break;
		number = ring->taken++;
		ring->states[number % ring->size] = SLOT_BUSY;
		pthread_mutex_unlock(&ring->lock);
		stall(ring, number);
		worked = work_on(ring->batch, item_at(ring, number),
				 worker->scratch);
		pthread_mutex_lock(&ring->lock);
		ring->states[number % ring->size] =
			worked ? SLOT_FINISHED : SLOT_SKIPPED;
		pthread_cond_signal(&ring->finished);
	}
	pthread_mutex_unlock(&ring->lock);
	return NULL;
}

/* Fill slots while there is room.  1 = more may come, 0 = end, -1 = error. */
static int fill(struct ring *ring, void *ctx, struct error *err)
{
	int got;

	while (ring->tail - ring->head < ring->size) {
		if (cancel_check(err) < 0)
			return -1;
		memset(item_at(ring, ring->tail), 0, ring->batch->item_size);
		got = ring->batch->next(ctx, item_at(ring, ring->tail), err);
		if (got <= 0)
			return got;
		pthread_mutex_lock(&ring->lock);
		ring->states[ring->tail % ring->size] = SLOT_READY;
		ring->tail++;
		pthread_cond_signal(&ring->ready);
		pthread_mutex_unlock(&ring->lock);
	}
	return 1;
}

/* Wait for the oldest item and pass it on; pass is false when discarding. */
static int drain_one(struct ring *ring, void *ctx, bool pass, struct error *err)
{
	void *item = item_at(ring, ring->head);
	enum slot_state *state = &ring->states[ring->head % ring->size];
	bool skipped;
	int result = 0;

	pthread_mutex_lock(&ring->lock);
	while (*state != SLOT_FINISHED && *state != SLOT_SKIPPED)
		pthread_cond_wait(&ring->finished, &ring->lock);
	skipped = *state == SLOT_SKIPPED;
	*state = SLOT_FREE;
	pthread_mutex_unlock(&ring->lock);
	if (pass && skipped)
		result = cancel_check(err);
	else if (pass)
		result = ring->batch->done(ctx, item, err);
	if (ring->batch->discard)
		ring->batch->discard(item);
	ring->head++;
	return result;
}

/*
 * A stop is what the caller expects, and keeps the work for; an error of done
 * is not, so it is the one that is returned.
 */
static void tell_failure(const struct error *failed, int result,
			 struct error *err)
{
	if (err && (result == 0 || err->kind == ERROR_INTERRUPTED))
		*err = *failed;
}

static int feed(struct ring *ring, void *ctx, struct error *err)
{
	struct error failed = ERROR_INIT;
	bool pass = true;
	int more = 1, result = 0;

	while (more > 0 || ring->head < ring->tail) {
		if (more > 0) {
			more = fill(ring, ctx, err);
			if (more < 0)
				result = -1;
		}
		if (ring->head == ring->tail)
			continue;
		/*
		 * Items finished before a stop are still passed to done, up to
		 * the first that is not finished.
		 */
		if (drain_one(ring, ctx, pass, &failed) < 0) {
			tell_failure(&failed, result, err);
			pass = false;
			more = 0;
			result = -1;
		}
	}
	return result;
}

static void ring_init(struct ring *ring, const struct batch *batch, int jobs)
{
	const char *stall_text = getenv("QCTOOL_STALL");

	memset(ring, 0, sizeof(*ring));
	ring->batch = batch;
	ring->size = (size_t)jobs * WINDOW_PER_JOB;
	ring->items = mem_xcalloc(ring->size, batch->item_size);
	ring->states = mem_xcalloc(ring->size, sizeof(*ring->states));
	ring->stall_ms = stall_text ? strtol(stall_text, NULL, 10) : 0;
	pthread_mutex_init(&ring->lock, NULL);
	pthread_cond_init(&ring->ready, NULL);
	pthread_cond_init(&ring->finished, NULL);
}

static void ring_release(struct ring *ring)
{
	pthread_cond_destroy(&ring->finished);
	pthread_cond_destroy(&ring->ready);
	pthread_mutex_destroy(&ring->lock);
	free(ring->states);
	free(ring->items);
}

static void stop_workers(struct ring *ring, struct worker *workers, int jobs)
{
	int i;

	pthread_mutex_lock(&ring->lock);
	ring->closed = true;
	pthread_cond_broadcast(&ring->ready);
	pthread_mutex_unlock(&ring->lock);
	for (i = 0; i < jobs; i++)
		if (workers[i].started)
			pthread_join(workers[i].thread, NULL);
}

/* One worker without rights is enough; those that kept them have ended. */
static int wait_for_rights(struct ring *ring, int jobs, struct error *err)
{
	int entered;

	pthread_mutex_lock(&ring->lock);
	while (!ring->entered && ring->refused < jobs)
		pthread_cond_wait(&ring->finished, &ring->lock);
	entered = ring->entered;
	errno = ring->why;
	pthread_mutex_unlock(&ring->lock);
	return entered ? 0 : sandbox_lacks_thread(err);
}

static int run_threads(const struct batch *batch, void *ctx,
		       struct worker *workers, int jobs, struct error *err)
{
	struct ring ring;
	int i, why, result;

	ring_init(&ring, batch, jobs);
	for (i = 0; i < jobs; i++) {
		workers[i].ring = &ring;
		why = pthread_create(&workers[i].thread, NULL, work_loop,
				     &workers[i]);
		workers[i].started = !why;
		if (why) {
			pthread_mutex_lock(&ring.lock);
			count_worker(&ring, why);
			pthread_mutex_unlock(&ring.lock);
		}
	}
	result = wait_for_rights(&ring, jobs, err);
	if (result == 0)
		result = feed(&ring, ctx, err);
	stop_workers(&ring, workers, jobs);
	ring_release(&ring);
	return result;
}

static int init_scratch(const struct batch *batch, void *ctx,
			struct worker *workers, int jobs, struct error *err)
{
	int i;

	for (i = 0; i < jobs && batch->scratch_size; i++) {
		workers[i].scratch = mem_xcalloc(1, batch->scratch_size);
		if (batch->scratch_init &&
		    batch->scratch_init(ctx, workers[i].scratch, err) < 0) {
			free(workers[i].scratch);
			workers[i].scratch = NULL;
			return -1;
		}
	}
	return 0;
}

static void release_scratch(const struct batch *batch, struct worker *workers,
			    int jobs)
{
	int i;

	for (i = 0; i < jobs; i++) {
		if (workers[i].scratch && batch->scratch_release)
			batch->scratch_release(workers[i].scratch);
		free(workers[i].scratch);
	}
}

int batch_run(const struct batch *batch, void *ctx, int jobs, struct error *err)
{
	struct worker *workers;
	int result;

	if (jobs < 1)
		jobs = batch_default_jobs();
	if (jobs > MAX_JOBS)
		jobs = MAX_JOBS;
	if (batch->pictures)
		mem_keep();
	workers = mem_xcalloc((size_t)jobs, sizeof(*workers));
	result = init_scratch(batch, ctx, workers, jobs, err);
	if (result == 0)
		result = run_threads(batch, ctx, workers, jobs, err);
	release_scratch(batch, workers, jobs);
	free(workers);
	return result;
}

int batch_default_jobs(void)
{
	cpu_set_t set;
	int n = 1;

	if (sched_getaffinity(0, sizeof(set), &set) == 0)
		n = CPU_COUNT(&set);
	return n < 1 ? 1 : n > MAX_JOBS ? MAX_JOBS : n;
}
