/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: a region of a picture resampled to floats,
 * from any size to any size, with a triangle (tent) filter.  Its half width is
 * one target pixel, but at least one source pixel, so it is bilinear when
 * enlarging and free of aliasing when shrinking.  Separable, so a phone's
 * picture costs little more than a small one.  Pure, thread-safe; aborts when
 * memory runs out.
 */
#ifndef IMAGE_ALIGN_PATCH_H
#define IMAGE_ALIGN_PATCH_H

#include <stdbool.h>

#include "image/pixel/plane.h"
#include "image/pixel/resize.h"

/* Fill to, whose size is set; outside the picture its edge is repeated. */
void align_patch(const struct image *grey, struct resize_region region,
		 struct plane *to);

/*
 * Blur by a Gaussian of radius 2.5 sigma, but at most 24, with repeated edges;
 * for patches of at most ALIGN_PATCH_MOST a side.  Not plane_gauss(): this one
 * adds symmetric pixels before it multiplies, which halves the products, and
 * the limits on the measures were found with its cut at 24.
 */
enum { ALIGN_PATCH_MOST = 512 };
void align_patch_blur(const struct plane *from, struct plane *to, float sigma);

#endif
