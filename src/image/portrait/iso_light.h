/* SPDX-License-Identifier: MIT */
/*
 * The parts of the measures of ISO/IEC 29794-5:2025 that come from pixels,
 * computed as in its reference implementation OFIQ.  Luminance is linear light
 * by ITU-R BT.709, 0..255, not a grey value: a middle grey of 128 has 55. Pure.
 */
#ifndef IMAGE_PORTRAIT_ISO_LIGHT_H
#define IMAGE_PORTRAIT_ISO_LIGHT_H

#include "image/portrait/skin.h"

enum { ISO_LEVELS = 256 };

/* Histogram of luminance between jaw and brows, as shares; zeros if empty. */
void iso_light_face(const struct image *rgb, const struct landmarks *points,
		    double share[ISO_LEVELS]);

/* Histograms of both cheeks, and a* and b* of their mean colour. */
struct iso_cheeks {
	double share[2][ISO_LEVELS];
	double tint[2];
};

void iso_light_cheeks(const struct skin *skin, struct iso_cheeks *out);

/*
 * The mean gradient of luminance around the head, where alpha (of the picture's
 * size) shows no person: Sobel's operator on 354 x 292 pixels, with 81 from eye
 * to eye.  False when no wall is visible.  On 16 portraits with walls labelled
 * plain it was .4 to 13, with a median of 6.
 */
bool iso_light_wall(const struct skin *skin, const struct image *alpha,
		    double *out);

#endif
