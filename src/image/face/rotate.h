/* SPDX-License-Identifier: MIT */
/*
 * Rotating a picture about its middle, and converting a face found there back.
 * For tilted heads, which no cascade detects.  Pure, thread-safe.
 */
#ifndef IMAGE_FACE_ROTATE_H
#define IMAGE_FACE_ROTATE_H

#include "image/face/face.h"

/*
 * Rotate grey clockwise by degrees into to, which has the same size; bilinear,
 * with the edge repeated.  A head tilted clockwise by c is tilted by c +
 * degrees in to.
 */
int face_rotate_image(const struct image *grey, double degrees,
		      struct image *to, struct error *err);

/* Convert a face found in a picture rotated by degrees to grey. */
void face_rotate_back(const struct image *grey, double degrees, struct face *f);

#endif
