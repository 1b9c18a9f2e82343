/* SPDX-License-Identifier: MIT */
/*
 * Straightening: turning a picture about a point, cropping and scaling it in a
 * single resampling step.  Bilinear; when shrinking, several samples are
 * averaged for each pixel.  Weights are integers, so the bytes are the same on
 * every machine.  Pure, thread-safe.
 */
#ifndef IMAGE_PIXEL_ROTATE_H
#define IMAGE_PIXEL_ROTATE_H

#include "image/pixel/resize.h"

/* Turn the picture counter-clockwise by degrees about (x, y). */
struct rotation {
	double degrees, x, y;
};

/* Convert a point of the turned picture to the original one. */
void rotate_back(const struct rotation *rotation, double x, double y,
		 double out[2]);

/*
 * Draw a region of the turned picture into to, whose width and height are set
 * and whose pixels are made here.  Outside the picture its edge is repeated.
 */
int rotate_region(const struct image *from, const struct rotation *rotation,
		  struct resize_region region, struct image *to,
		  struct error *err);

#endif
