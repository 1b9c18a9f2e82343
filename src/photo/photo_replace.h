/* SPDX-License-Identifier: MIT */
/*
 * Replacing the photo of a case before a reviewer opens it.  The gate is asked,
 * and the new photo is judged by the task's acceptance profile, made and
 * compared; only if it passes all of this does it replace the old one.  Nothing
 * is stored of a refused photo, not even its file.
 *
 *     gate ▶ judge ▶ make ▶ | keep ▶ in force ▶ compare | ▶ done
 *                           '------ one transaction -----'
 *
 * Main thread.
 */
#ifndef PHOTO_PHOTO_REPLACE_H
#define PHOTO_PHOTO_REPLACE_H

#include "photo/photo_make.h"
#include "store/session.h"
#include "store/student_store.h"

struct photo_replace {
	const struct session *session;
	const char *path; /* of the new photo */
	/* compares the case's photo in force, in the transaction, and adds
	 * what it finds: an error among it refuses the photo */
	int (*compare)(void *ctx, const struct photo_engine *engine,
		       long long student_id, struct findings *findings,
		       struct error *err);
	void *ctx;
	/* filled */
	bool done;
	struct findings findings; /* why it is not, or what to look at */
};

/*
 * 0 with done and findings, -1 when the file cannot be read or we failed.
 * row->state and photo_id are updated.
 */
int photo_replace(struct photo_replace *job, struct student_row *row,
		  struct error *err);
void photo_replace_release(struct photo_replace *job);

#endif
