/* SPDX-License-Identifier: MIT */
/*
 * Photos that were made elsewhere: how a result travels from the machine that
 * made it to the one that has the store.  What photo_run() keeps and tells of
 * a photo is all there, to the last bit of every measure, so that it cannot
 * be told from one made here.  The JPEG travels beside it.
 */
#ifndef PHOTO_PHOTO_GIVEN_H
#define PHOTO_PHOTO_GIVEN_H

#include "base/json.h"
#include "photo/photo_make.h"

/* Where photo_run() finds results instead of making photos. */
struct photo_given {
	bool (*has)(void *ctx, const char *sha256);
	/* with its JPEG; only what it has is asked for */
	int (*get)(void *ctx, const char *sha256, struct photo_made *made,
		   struct error *err);
	void *ctx;
};

/* Without the JPEG's bytes; the caller's. */
struct json *photo_given_json(const struct photo_made *made);

/* ERROR_INPUT when it is none; made is released by the caller in any case. */
int photo_given_read(const struct json *object, struct photo_made *made,
		     struct error *err);

/*
 * A name for a file of somebody's that says no more than what kind of picture
 * it claims to be, which is all that a check asks of a name: "x.jpg", "x.x"
 * when that is no picture's, "x" without an extension.
 */
enum { PHOTO_GIVEN_NAME = 12 };
void photo_given_name(const char *file, char out[PHOTO_GIVEN_NAME]);

#endif
