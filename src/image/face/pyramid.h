/* SPDX-License-Identifier: MIT */
/*
 * A grey image shrunk by any factor, bilinearly from two pixels each way like
 * OpenCV's INTER_LINEAR, with which the cascades were trained.  Unlike
 * pixel/resize.h it does not filter before, because the cascades were not
 * trained on pictures that smooth.  Integer weights; one owner; pure.
 */
#ifndef IMAGE_FACE_PYRAMID_H
#define IMAGE_FACE_PYRAMID_H

#include "image/pixel/image.h"

struct face_pyramid {
	const struct image *base; /* borrowed */
	struct image level;	  /* memory for the largest */
	int *columns;		  /* left source column and weight */
	uint16_t *row;		  /* a level's row, still as wide as base */
};

void face_pyramid_init(struct face_pyramid *p, const struct image *base);
void face_pyramid_release(struct face_pyramid *p);

/* base shrunk by factor >= 1; borrowed until the next call. */
const struct image *face_pyramid_at(struct face_pyramid *p, double factor);

#endif
