/* SPDX-License-Identifier: MIT */
/*
 * Resampling by separable kernels (Wolberg, Digital Image Warping, 1990, 5):
 * when shrinking a box as wide as a target pixel (area averaging, in which
 * every source pixel counts, so there is no moiré), when enlarging a triangle
 * (bilinear).  Weights are integers, so the bytes are the same on every
 * machine. Pure, thread-safe.
 */
#ifndef IMAGE_PIXEL_RESIZE_H
#define IMAGE_PIXEL_RESIZE_H

#include "image/pixel/image.h"

/* A part of a picture, in its pixels; need not be whole numbers. */
struct resize_region {
	double x, y, width, height;
};

struct resize_size {
	int width, height;
};

/* The whole image. */
int resize_to(const struct image *from, int width, int height, struct image *to,
	      struct error *err);

/* A region; outside the image the edge is repeated. */
int resize_region(const struct image *from, struct resize_region region,
		  struct resize_size size, struct image *to, struct error *err);

#endif
