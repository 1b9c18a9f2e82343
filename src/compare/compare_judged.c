/* SPDX-License-Identifier: MIT */
#include "compare/compare_judged.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/mem.h"

struct waiting {
	struct waiting *next;
	size_t by;
	double measure, score, native_width;
	unsigned char verdict;
	bool weak, mirrored;
};

struct compare_judged {
	pthread_mutex_t lock;
	struct waiting **of; /* by photo */
	size_t photos, n;
};

struct compare_judged *compare_judged_new(size_t photos)
{
	struct compare_judged *j = mem_xcalloc(1, sizeof(*j));

	pthread_mutex_init(&j->lock, NULL);
	j->of = mem_xcalloc(photos + 1, sizeof(struct waiting *));
	j->photos = photos;
	return j;
}

/* With the lock held. */
static void drop(struct compare_judged *j, size_t photo)
{
	struct waiting *w = j->of[photo], *next;

	for (; w != NULL; w = next) {
		next = w->next;
		free(w);
		j->n--;
	}
	j->of[photo] = NULL;
}

void compare_judged_free(struct compare_judged *take_judged)
{
	size_t i;

	if (take_judged == NULL)
		return;
	for (i = 0; i < take_judged->photos; i++)
		drop(take_judged, i);
	pthread_mutex_destroy(&take_judged->lock);
	free(take_judged->of);
	free(take_judged);
}

void compare_judged_put(struct compare_judged *judged, size_t by, size_t other,
			const struct compare_verdict *verdict)
{
	struct waiting *w = NULL;

	pthread_mutex_lock(&judged->lock);
	if (judged->n < COMPARE_JUDGED_MOST)
		w = malloc(sizeof(*w)); /* without memory: judged again */
	if (w != NULL) {
		*w = (struct waiting){
			.next = judged->of[other],
			.by = by,
			.measure = verdict->evidence.measure,
			.score = verdict->score,
			.native_width = verdict->evidence.native_width,
			.verdict = (unsigned char)verdict->verdict,
			.weak = verdict->weak,
			.mirrored = verdict->evidence.mirrored,
		};
		judged->of[other] = w;
		judged->n++;
	}
	pthread_mutex_unlock(&judged->lock);
}

bool compare_judged_get(struct compare_judged *judged, size_t photo,
			size_t other, struct compare_verdict *out)
{
	const struct waiting *w;

	pthread_mutex_lock(&judged->lock);
	for (w = judged->of[photo]; w != NULL && w->by != other; w = w->next)
		;
	if (w != NULL)
		*out = (struct compare_verdict){
			.verdict = (enum align_verdict)w->verdict,
			.score = w->score,
			.weak = w->weak,
			.evidence = {.measure = w->measure,
				     .score = w->score,
				     .mirrored = w->mirrored,
				     .native_width = w->native_width},
		};
	pthread_mutex_unlock(&judged->lock);
	return w != NULL;
}

void compare_judged_drop(struct compare_judged *judged, size_t photo)
{
	pthread_mutex_lock(&judged->lock);
	drop(judged, photo);
	pthread_mutex_unlock(&judged->lock);
}
