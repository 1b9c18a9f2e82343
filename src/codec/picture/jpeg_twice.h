/* SPDX-License-Identifier: MIT */
/*
 * Whether a JPEG was made of the pixels of a coarser one.  The first saving
 * leaves only multiples of its step; between them the values of the second
 * stay empty, where a picture that was saved once has a smooth fall (Lukas
 * and Fridrich, "Estimation of primary quantization matrix in double
 * compressed JPEG images", 2003).  Sees it when both have the same grid and
 * the first step is about 1.7 times the second or more.  Thread-safe.
 */
#ifndef CODEC_PICTURE_JPEG_TWICE_H
#define CODEC_PICTURE_JPEG_TWICE_H

#include <stdbool.h>
#include <stddef.h>

#include "codec/picture/jpeg_count.h"

/* false too for what is not readable or too large to look at. */
bool jpeg_twice(const void *bytes, size_t n);

/* By what was counted already. */
bool jpeg_twice_counted(const struct jpeg_counts *counts);

#endif
