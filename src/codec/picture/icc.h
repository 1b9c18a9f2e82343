/* SPDX-License-Identifier: MIT */
/*
 * Converting pixels from an ICC profile (ICC.1:2010, versions 2 and 4) to sRGB
 * (IEC 61966-2-1), by lcms2.  Phones use Display P3; scanners use CMYK and RGB
 * spaces of their own.  Thread-safe: each call has its own lcms2 context.
 */
#ifndef CODEC_PICTURE_ICC_H
#define CODEC_PICTURE_ICC_H

#include <stdbool.h>
#include <stddef.h>

#include "image/pixel/image.h"

/*
 * Convert rgb (3 channels) from the profile to sRGB, in place.  false, with the
 * pixels unchanged, when the profile is broken, not for RGB, or sRGB itself.
 */
bool icc_to_srgb(const void *profile, size_t n, struct image *rgb);

/*
 * Convert inks (4 channels, 255 = no ink, as Adobe writes them) by a CMYK
 * profile to rgb, which is made here; relative colorimetric with black point
 * compensation.  false, with rgb empty, when the profile is broken or not for
 * CMYK.
 */
bool icc_inks_to_srgb(const void *profile, size_t n, const struct image *inks,
		      struct image *rgb);

#endif
