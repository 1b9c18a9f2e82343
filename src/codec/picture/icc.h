/* SPDX-License-Identifier: MIT */
/*
 * ICC profile (ICC.1:2010, versions 2 and 4) → sRGB (IEC 61966-2-1), by lcms2.
 * Phones write Display P3; scanners write CMYK and odd RGB.  Thread-safe: each
 * call has a context of its own.
 */
#ifndef CODEC_PICTURE_ICC_H
#define CODEC_PICTURE_ICC_H

#include <stdbool.h>
#include <stddef.h>

#include "image/pixel/image.h"

/*
 * Turn rgb (3 channels) from the profile into sRGB, in place.  false when the
 * profile is broken, not an RGB one, or sRGB already: pixels are untouched.
 */
bool icc_to_srgb(const void *profile, size_t n, struct image *rgb);

/*
 * Inks (4 channels, 255 = none, as Adobe writes them) by a CMYK profile into
 * rgb, which is made here; relative colorimetric, black to black.  false when
 * the profile is broken or not of CMYK: rgb stays empty.
 */
bool icc_inks_to_srgb(const void *profile, size_t n, const struct image *inks,
		      struct image *rgb);

#endif
