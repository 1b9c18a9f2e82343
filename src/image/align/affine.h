/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: registration of face b onto face a by an
 * affine map, from a guess that is a few pixels off.
 *
 * Method: Lucas and Kanade's Gauss-Newton steps on the squared difference over
 * an ellipse of the face.
 *   - The step is found in a's frame and its inverse is composed with the map
 *     (Baker and Matthews, "Lucas-Kanade 20 years on", IJCV 2004).
 *   - The gradient is the mean of both faces' (efficient second-order
 *     minimisation, Benhimane and Malis, IROS 2004): it is made anew each step.
 *   - Iteratively reweighted: a pixel with residual e weighs 1 / (1 + e²/2)
 *     (Cauchy's weight), so that what covers one of the faces counts little.
 *   - The normal equations are damped a little (Levenberg, Marquardt).
 * Pure, thread-safe.
 */
#ifndef IMAGE_ALIGN_AFFINE_H
#define IMAGE_ALIGN_AFFINE_H

#include "image/align/face.h"

/*
 * Up to rounds steps on a level.  m as in image/align/coarse.h; afterwards it
 * is the best map seen.  Returns the unweighted correlation over the ellipse;
 * or -2, with m unchanged, when the map leads outside b.
 */
float align_affine(const struct align_face *a, const struct align_face *b,
		   int level, float m[6], int rounds);

#endif
