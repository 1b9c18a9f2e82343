/* SPDX-License-Identifier: MIT */
/*
 * Making the photos of approved cases in the form that a destination wants. The
 * task's own standard photo is the one that was approved: it is only judged and
 * never made again.  For any other profile the photo is made from the approved
 * original, stored by its hash, and logged with both hashes.  A photo that was
 * made or judged by the same profile before is used again, so that a second
 * package does not cost the time again.
 *
 * The case and the findings of the task's acceptance do not change, because it
 * is the case that was approved.  Main thread; works in parallel inside.
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
 * Fill the list.  When a photo cannot be made or the profile refuses it, its
 * findings say why; that is not an error.  Commits in chunks; a dry run stores
 * nothing.
 */
int photo_deliver(const struct photo_deliver *how, struct delivery *list,
		  size_t n, struct error *err);

#endif
