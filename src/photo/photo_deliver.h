/* SPDX-License-Identifier: MIT */
/*
 * The photos of approved cases in the form of a destination.  The task's own
 * standard photo is the approved one and is never made again, only judged; for
 * any other profile the photo is made from the approved original, kept by its
 * hash and noted in the log with both hashes.  What was made or judged by the
 * profile as it is today is taken as it is, so that a second package costs no
 * second making.
 *
 * Neither the case nor what the task's acceptance found of its photo changes:
 * the approval is of the case.  Main thread; works in parallel inside.
 */
#ifndef PHOTO_PHOTO_DELIVER_H
#define PHOTO_PHOTO_DELIVER_H

#include "photo/photo_engine.h"
#include "rules/delivery.h"
#include "store/session.h"

struct photo_deliver {
	const struct session *session;
	const struct photo_engine *engine;
	const char *profile; /* by name, or an .ini file of the user's */
	/* before the work, with how many there are, and after each; or NULL */
	void (*total)(void *ctx, long total);
	void (*step)(void *ctx);
	void *ctx;
};

/*
 * Fill the list.  A photo that cannot be made, or that the profile refuses, is
 * no error: its findings say why.  Commits in chunks; a dry run keeps nothing.
 */
int photo_deliver(const struct photo_deliver *how, struct delivery *list,
		  size_t n, struct error *err);

#endif
