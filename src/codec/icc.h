/* SPDX-License-Identifier: MIT */
/*
 * ICC profile -> sRGB (lcms2).  Phones write Display P3; scanners write CMYK
 * and odd RGB.  Thread-safe: each call has a context of its own.
 */
#ifndef CODEC_ICC_H
#define CODEC_ICC_H

#include <stdbool.h>
#include <stddef.h>

#include "image/image.h"

/*
 * Turn rgb (3 channels) from the profile into sRGB, in place.  false when the
 * profile is broken, not an RGB one, or sRGB already: pixels are untouched.
 */
bool icc_to_srgb(const void *profile, size_t n, struct image *rgb);

#endif
