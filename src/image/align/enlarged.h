/* SPDX-License-Identifier: MIT */
/*
 * Whether a face was enlarged after it was taken.  Its power spectrum then ends
 * abruptly at the Nyquist frequency of the smaller picture, while the spectrum
 * of an unscaled face falls slowly (about 1/f^2; Field 1987) down to the noise.
 * Pure, thread-safe.
 */
#ifndef IMAGE_ALIGN_ENLARGED_H
#define IMAGE_ALIGN_ENLARGED_H

#include <stdbool.h>

#include "image/pixel/image.h"

/* An enlarged face had at most so many pixels across before. */
enum { ALIGN_ENLARGED_WIDTH = 98 };

/* Always false for faces under 200 pixels, which lack such detail anyway. */
bool align_enlarged(const struct image *grey, struct image_box face);

#endif
