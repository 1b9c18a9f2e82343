/* SPDX-License-Identifier: MIT */
/*
 * Face boxes and signatures of all photos of a task, made once a photo and kept
 * in the store: about a kilobyte each.
 */
#ifndef COMPARE_COMPARE_PREPARE_H
#define COMPARE_COMPARE_PREPARE_H

#include "compare/compare_given.h"
#include "image/face/face.h"
#include "rules/task.h"
#include "store/store.h"
#include "store/session.h"

struct compare_prepare {
	const struct session *session;
	const struct face_models *models;
	const struct compare_given *given; /* NULL = nothing is */
	void (*step)(void *ctx, long done, long total);
	void *ctx;
};

struct compare_prepare_counts {
	long total, hashed, no_face, failed;
};

/* Within the caller's transaction. */
int compare_prepare(const struct compare_prepare *prepare,
		    struct compare_prepare_counts *counts, struct error *err);

/* The photos it would prepare, in its order. */
typedef int (*compare_prepare_fn)(void *ctx, const struct photo_row *photo,
				  struct error *err);
int compare_prepare_each_waiting(const struct session *session,
				 compare_prepare_fn fn, void *ctx,
				 struct error *err);

#endif
