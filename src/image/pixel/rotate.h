/* SPDX-License-Identifier: MIT */
/*
 * Straightening: a region of a picture that is turned about a point, cropped
 * and scaled in one resampling step.  Bilinear, averaged over as many samples
 * as the region is shrunk by; integer weights, so the same bytes on every
 * machine.  Pure, thread-safe.
 */
#ifndef IMAGE_PIXEL_ROTATE_H
#define IMAGE_PIXEL_ROTATE_H

#include "image/pixel/resize.h"

/* The picture is turned counter-clockwise by so many degrees about (x, y). */
struct rotation {
	double degrees, x, y;
};

/* Where a point of the turned picture lies in the picture as it is. */
void rotate_back(const struct rotation *rotation, double x, double y,
		 double out[2]);

/*
 * A region of the turned picture in the width and height that to has; its
 * pixels are made.  Outside the picture its edge is repeated.
 */
int rotate_region(const struct image *from, const struct rotation *rotation,
		  struct resize_region region, struct image *to,
		  struct error *err);

#endif
