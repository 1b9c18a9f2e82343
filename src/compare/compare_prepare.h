/* SPDX-License-Identifier: MIT */
/*
 * Face boxes and signatures of all photos of a task, made once a photo and kept
 * in the store: about a kilobyte each.
 */
#ifndef COMPARE_COMPARE_PREPARE_H
#define COMPARE_COMPARE_PREPARE_H

#include "image/face/face.h"
#include "rules/task.h"
#include "store/store.h"
#include "store/session.h"

struct compare_prepare {
	const struct session *session;
	const struct face_models *models;
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
