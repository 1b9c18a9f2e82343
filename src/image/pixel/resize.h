/* SPDX-License-Identifier: MIT */
/*
 * Resampling.  Area-exact when shrinking, bilinear when enlarging; the same
 * bytes on every machine (integer weights).  Pure, thread-safe.
 */
#ifndef IMAGE_PIXEL_RESIZE_H
#define IMAGE_PIXEL_RESIZE_H

#include "image/pixel/image.h"

/* A region of from (doubles, pixels, may be fractional) to width x height. */
struct resize_region {
	double x, y, width, height;
};

/* The whole image. */
int resize_to(const struct image *from, int width, int height, struct image *to,
	      struct error *err);

/* A region; outside the image the edge is repeated. */
int resize_region(const struct image *from, struct resize_region region,
		  int width, int height, struct image *to, struct error *err);

#endif
