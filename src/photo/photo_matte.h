/* SPDX-License-Identifier: MIT */
/* The soft alpha of the person in a photo.  Thread-safe. */
#ifndef PHOTO_PHOTO_MATTE_H
#define PHOTO_PHOTO_MATTE_H

#include "base/buf.h"
#include "image/pixel/image.h"
#include "photo/photo_engine.h"
#include "rules/finding.h"

struct photo_matte {
	/* 1 channel, the upright source's size; none where it is refused */
	struct image alpha;
	double confidence;
	struct findings findings; /* why it is refused or unsure */
	double ms;		  /* processor time of the thread */
};

/*
 * The alpha at the upright source's size, at most PHOTO_MATTE_SIDE on the
 * long side.  What is no picture or shows not exactly one face is refused with
 * the finding a check would have; -1 with err when we failed.
 */
enum { PHOTO_MATTE_SIDE = 4096 };
int photo_matte(const struct photo_engine *engine, const void *bytes, size_t n,
		struct photo_matte *out, struct error *err);
void photo_matte_release(struct photo_matte *m);

/* Append the alpha as a grey PNG. */
int photo_matte_png(const struct photo_matte *m, struct buf *out,
		    struct error *err);

#endif
