/* SPDX-License-Identifier: MIT */
/*
 * Whether the lips are apart, by the landmarks of their inner edge: MouthClosed
 * of ISO/IEC 29794-5:2025, the largest distance between the lips over the
 * distance from the middle of the eyes to the chin.  Pure.
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

/* Apart by no more than this may only be the shadow between closed lips. */
#define MOUTH_SLIGHT 0.03

struct mouth {
	double opening; /* by the landmarks, over eyes to chin */
	/* height of what is darker or whiter than the lips between their outer
	 * edges (an opening, teeth), over eyes to chin; 0 = not distinguished
	 */
	double hole;
};

void mouth_measure(const struct image *rgb, const struct landmarks *points,
		   struct mouth *out);

/*
 * Whether the lips are apart by more than limit: by the more, the less the
 * landmarks agree (their spread) and the less the pixels show of it.
 */
bool mouth_is_open(const struct mouth *mouth, double spread, double limit);

#endif
