/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: how alike two registered faces are where they
 * differ least.  Blocks are too coarse for a tiled watermark or the strokes of
 * a seal; what lies between the strokes is as it was.
 *
 * Method: trimming, as in least trimmed squares (Rousseeuw, 1984): only the
 * share of the pixels with the least squared difference counts.  The share is
 * fixed, not fitted, and the difference is summed over a neighbourhood, so
 * that single pixels that agree by chance are not picked out.  Pure,
 * thread-safe.
 */
#ifndef IMAGE_ALIGN_TRIMMED_H
#define IMAGE_ALIGN_TRIMMED_H

#include "image/align/correlation.h"

enum { ALIGN_TRIMMED_SIDE = 7 }; /* of that neighbourhood, level pixels */

/*
 * Correlation over the share of the face's ellipse in which the squared
 * difference, summed over ALIGN_TRIMMED_SIDE pixels each way, is least; 0 where
 * less than half of the ellipse lies on b.  Its detail, too, is asked for:
 * flat walls differ little.
 */
double align_trimmed(const struct align_face *a, const struct align_face *b,
		     struct align_view view, struct align_share share);

#endif
