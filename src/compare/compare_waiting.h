/* SPDX-License-Identifier: MIT */
/*
 * The work that the next night's comparing certainly needs: for each submission
 * in force, also if its photo is still to be made, its query if it has none
 * yet, and its verdict with each enrollment photo of the student that it was
 * not yet compared with.  Which other pairs the search will propose is only
 * known when all photos are prepared.  Main thread only.
 */
#ifndef COMPARE_COMPARE_WAITING_H
#define COMPARE_COMPARE_WAITING_H

#include "base/sha256.h"
#include "store/photo_store.h"
#include "store/session.h"

struct compare_waiting_photo {
	long long id, student_id;
	enum photo_kind kind;
	char sha256[SHA256_HEX];
	bool raw;		/* a submission that is to be made first */
	struct photo_face face; /* as the store has it now */
};

/* enrollment NULL: the photo's query. */
typedef int (*compare_waiting_fn)(
	void *ctx, const struct compare_waiting_photo *photo,
	const struct compare_waiting_photo *enrollment, struct error *err);

/* In the order of the students. */
int compare_waiting_each(const struct session *session, compare_waiting_fn fn,
			 void *ctx, struct error *err);

#endif
