/* SPDX-License-Identifier: MIT */
/*
 * Photos that were made on another machine: how a result is passed to the
 * machine that has the store.  It holds everything that photo_run() stores and
 * reports of a photo, to the last bit of every measure, so that it makes no
 * difference where the photo was made.  The JPEG is passed separately.
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
 * A name that replaces the name of a student's file and only keeps what a check
 * needs of it, the kind of picture it claims to be: "x.jpg", "x.x" for an
 * extension that is not a picture's, "x" without an extension.
 */
enum { PHOTO_GIVEN_NAME = 12 };
void photo_given_name(const char *file, char out[PHOTO_GIVEN_NAME]);

#endif
