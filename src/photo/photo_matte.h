/* SPDX-License-Identifier: MIT */
/* The soft alpha of the person in a photo.  Thread-safe. */
#ifndef PHOTO_PHOTO_MATTE_H
#define PHOTO_PHOTO_MATTE_H

#include "image/image.h"
#include "photo/photo_engine.h"
#include "rules/finding.h"

struct photo_matte {
	struct image alpha; /* 1 channel, the upright source's size */
	double confidence;
	struct findings findings; /* MAT-UNSURE with the reasons */
};

/* -1 with err when there is not exactly one face, or no picture. */
int photo_matte(const struct photo_engine *engine, const void *bytes, size_t n,
		struct photo_matte *out, struct error *err);
void photo_matte_release(struct photo_matte *m);

#endif
