/* SPDX-License-Identifier: MIT */
/*
 * Whether a JPEG was made from the pixels of another JPEG of lower quality. The
 * first compression leaves only multiples of its quantisation step, so in the
 * counts of the second one's coefficients the values between these multiples
 * are empty; in a picture compressed once the counts fall smoothly (Lukas and
 * Fridrich, "Estimation of primary quantization matrix in double compressed
 * JPEG images", 2003).  Detected when both have the same block grid and the
 * first step is at least about 1.7 times the second.  Thread-safe.
 */
#ifndef CODEC_PICTURE_JPEG_TWICE_H
#define CODEC_PICTURE_JPEG_TWICE_H

#include <stdbool.h>
#include <stddef.h>

#include "codec/picture/jpeg_count.h"

/* Also false when the file cannot be read or is too large to be counted. */
bool jpeg_twice(const void *bytes, size_t n);

/* The same from counts that were made before. */
bool jpeg_twice_counted(const struct jpeg_counts *counts);

#endif
