/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: how alike two registered faces are where they
 * differ least.  For a tiled watermark or the strokes of a seal blocks are too
 * coarse, yet between the strokes the picture is unchanged.
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
 * The correlation over those pixels of the face's ellipse where the squared
 * difference, summed over ALIGN_TRIMMED_SIDE pixels each way, is least.  They
 * are taken until they hold the share of the area and also the share of the
 * detail, because flat parts always differ little.  0 when less than half of
 * the ellipse lies on b.
 */
double align_trimmed(const struct align_face *a, const struct align_face *b,
		     struct align_view view, struct align_share share);

#endif
