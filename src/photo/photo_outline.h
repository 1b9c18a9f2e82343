/* SPDX-License-Identifier: MIT */
/*
 * The edge of an alpha as one closed path, for drawing over a photo: the
 * outermost pixels that are more person than not, a few on each side.  Pure.
 */
#ifndef PHOTO_PHOTO_OUTLINE_H
#define PHOTO_PHOTO_OUTLINE_H

#include <stddef.h>

#include "image/pixel/image.h"

struct photo_outline {
	double *points; /* x, y, x, y, … in pixels of the alpha */
	size_t n;	/* pairs */
};

void photo_outline_trace(const struct image *alpha, struct photo_outline *out);
void photo_outline_release(struct photo_outline *o);

#endif
