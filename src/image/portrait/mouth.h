/* SPDX-License-Identifier: MIT */
/*
 * Whether lips are apart, by the points of their inner edge: MouthClosed of
 * ISO/IEC 29794-5:2025, the largest distance of the lips over that from the
 * middle between the eyes to the chin.  Pure.
 *
 *        .--50--51--52--.        outer edge
 *      48 61  62  63     54      inner edge, upper lip
 *       60   ||||      64        opening
 *         '-67--66--65'          inner edge, lower lip
 *          '-58-57-56-'          outer edge
 */
#ifndef IMAGE_PORTRAIT_MOUTH_H
#define IMAGE_PORTRAIT_MOUTH_H

#include "image/face/landmarks.h"

/* An opening under this may be the shade between closed lips. */
#define MOUTH_SLIGHT 0.04

struct mouth {
	double opening; /* by the points, parts of eyes to chin */
	/* What is darker than lips, or whiter, between their outer edges, in
	 * the same parts: a hole or teeth.  0 when they are not told apart. */
	double hole;
};

void mouth_measure(const struct image *rgb, const struct landmarks *points,
		   struct mouth *out);

/*
 * Lips apart by more than limit.  Where the trees disagree, or the opening is
 * slight, the pixels must show it too: without that, one closed mouth of 29
 * was open and 27 of 150 sitters', with it none and 1.
 */
bool mouth_is_open(const struct mouth *mouth, double spread, double limit);

#endif
