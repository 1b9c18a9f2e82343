/* SPDX-License-Identifier: MIT */
/*
 * Boxes of faces as they come from outside.  Pure.
 */
#ifndef IMAGE_PIXEL_FACE_BOX_H
#define IMAGE_PIXEL_FACE_BOX_H

#include <stdbool.h>
#include <stdlib.h>

#include "image/pixel/image.h"

/* Whether box can be a face: not empty, not far outside im, not far larger. */
static inline bool face_box_is_usable(const struct image *im,
				      struct image_box box)
{
	int most = 2 * (im->width > im->height ? im->width : im->height);

	return box.width > 0 && box.height > 0 && box.width <= most &&
	       box.height <= most && box.x <= most && box.x >= -most &&
	       box.y <= most && box.y >= -most;
}

#endif
