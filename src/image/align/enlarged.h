/* SPDX-License-Identifier: MIT */
/*
 * Whether a face was made larger than it was taken: its power spectrum then
 * breaks off where the small picture's Nyquist frequency was, while that of a
 * face as the lens drew it falls slowly (about 1/f^2; Field 1987) into the
 * noise.  Pure, thread-safe.
 */
#ifndef IMAGE_ALIGN_ENLARGED_H
#define IMAGE_ALIGN_ENLARGED_H

#include <stdbool.h>

#include "image/pixel/image.h"

/* What is called enlarged had at most so many pixels across the face. */
enum { ALIGN_ENLARGED_WIDTH = 98 };

/* False too for faces under 200 pixels: there is no such detail to miss. */
bool align_enlarged(const struct image *grey, struct image_box face);

#endif
