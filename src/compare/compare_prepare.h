/* SPDX-License-Identifier: MIT */
/*
 * Face boxes and prints of all photos of a task, made once a photo and kept
 * in the store: about a kilobyte each.
 */
#ifndef COMPARE_COMPARE_PREPARE_H
#define COMPARE_COMPARE_PREPARE_H

#include "image/face/face.h"
#include "rules/task.h"
#include "store/store.h"

struct compare_prepare {
	struct store *store;
	const struct task *task;
	const struct face_models *models;
	date_time now;
	bool dry_run; /* no checkpoints: the caller undoes it all */
	int jobs;
	void (*step)(void *ctx, long done, long total);
	void *ctx;
};

struct compare_prepare_counts {
	long total, hashed, no_face, failed;
};

/* Within the caller's transaction. */
int compare_prepare(const struct compare_prepare *prepare,
		    struct compare_prepare_counts *counts, struct error *err);

#endif
