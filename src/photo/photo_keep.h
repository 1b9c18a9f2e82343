/* SPDX-License-Identifier: MIT */
/*
 * What was measured and made of a photo into the store, in the caller's
 * transaction.  Main thread only.
 */
#ifndef PHOTO_PHOTO_KEEP_H
#define PHOTO_PHOTO_KEEP_H

#include "photo/photo_make.h"
#include "store/session.h"

struct photo_keep {
	const struct session *session;
	long long photo_id;
	const char *profile; /* the name of the one it was judged by */
	const char *fit_by;  /* its profile_digest(); "" = not to be kept */
};

int photo_keep_check(const struct photo_keep *keep,
		     const struct photo_check *check, struct error *err);

/* The JPEG of PHOTO_MADE too; of a refused one why it was. */
int photo_keep_made(const struct photo_keep *keep,
		    const struct photo_made *made, struct error *err);

/* All findings of a made photo as the store keeps them; the caller's. */
char *photo_keep_findings(const struct photo_made *made);

#endif
