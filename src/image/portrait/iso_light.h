/* SPDX-License-Identifier: MIT */
/*
 * What the measures of ISO/IEC 29794-5:2025 take from pixels, as OFIQ, its
 * reference implementation, takes it.  Luminance is linear light by ITU-R
 * BT.709, 0..255, not a grey value: a middle grey of 128 has 55.  Pure.
 */
#ifndef IMAGE_PORTRAIT_ISO_LIGHT_H
#define IMAGE_PORTRAIT_ISO_LIGHT_H

#include "image/portrait/skin.h"

enum { ISO_LEVELS = 256 };

/* Shares of the levels within jaw and brows; zeros for none. */
void iso_light_face(const struct image *rgb, const struct landmarks *points,
		    double share[ISO_LEVELS]);

/* Both cheeks: shares of their levels, and a* and b* of their mean colour. */
struct iso_cheeks {
	double share[2][ISO_LEVELS];
	double tint[2];
};

void iso_light_cheeks(const struct skin *skin, struct iso_cheeks *out);

/*
 * The mean change of luminance around the head, where alpha (of rgb's size)
 * shows no person: Sobel's operator on 354 x 292 pixels, 81 from eye to eye.
 * False where nothing of the wall is seen.  On 16 portraits labelled plain it
 * is .4 to 13, the median 6.
 */
bool iso_light_wall(const struct skin *skin, const struct image *alpha,
		    double *out);

#endif
