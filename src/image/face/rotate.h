/* SPDX-License-Identifier: MIT */
/*
 * A picture rotated about its middle, and a face found there brought back.
 * For heads held aslant, which no cascade sees.  Pure, thread-safe.
 */
#ifndef IMAGE_FACE_ROTATE_H
#define IMAGE_FACE_ROTATE_H

#include "image/face/face.h"

/*
 * grey, same size, rotated clockwise by degrees, its edge repeated; bilinear.
 * What is c clockwise in grey is c + degrees in to.
 */
int face_rotate_image(const struct image *grey, double degrees,
		      struct image *to, struct error *err);

/* The face seen in a picture rotated by degrees, where grey has it. */
void face_rotate_back(const struct image *grey, double degrees, struct face *f);

#endif
