/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: a region of a picture as floats, any size to
 * any size, with a triangle (tent) filter that reaches one target pixel each
 * way, at least one source pixel: bilinear where it blows up, free of aliases
 * where it shrinks.  Separable, so a phone's picture costs little more than a
 * small one.  Pure, thread-safe; aborts without memory.
 */
#ifndef IMAGE_ALIGN_PATCH_H
#define IMAGE_ALIGN_PATCH_H

#include <stdbool.h>

#include "image/pixel/plane.h"
#include "image/pixel/resize.h"

/* Fills to, whose size is set; off the picture the edge is repeated. */
void align_patch(const struct image *grey, struct resize_region region,
		 struct plane *to);

/*
 * Blur in place by a Gaussian, radius 2.5 sigma but 24 at most, edges repeated,
 * for patches at most 512 a side.  Not plane_gauss(): its two wings are folded
 * together, half the products, and the cut at 24 is what limits on measures
 * were found with.
 */
enum { ALIGN_PATCH_MOST = 512 };
void align_patch_blur(const struct plane *from, struct plane *to, float sigma);

#endif
