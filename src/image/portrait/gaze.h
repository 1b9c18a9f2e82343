/* SPDX-License-Identifier: MIT */
/*
 * Where the irises are in the eyes, and so where the eyes look.  A linear
 * filter is evaluated at every place where the middle of the iris may be; the
 * softmax of its answers is the probability that it is there.  The filter is a
 * template like those of ASEF (Bolme, Draper and Beveridge, Average of
 * Synthetic Exact Filters, CVPR 2009), but fitted by likelihood.  The edge of a
 * circle alone (image/face/iris.h) is misled by lashes and pupils and fails in
 * blurred eyes. Pure.
 *
 *        .--~~~~~--.          origin: the mean of the eye's six points
 *      <  ( # )     >         unit: from corner to corner
 *        '--.___.--'
 *    along < 0   > 0          off > 0 downward
 */
#ifndef IMAGE_PORTRAIT_GAZE_H
#define IMAGE_PORTRAIT_GAZE_H

#include <stdbool.h>

#include "image/face/landmarks.h"

struct gaze {
	double along[2], off[2]; /* of the picture's left eye, right eye */
	bool seen;		 /* false: an eye is too dark or too flat */
};

void gaze_find(const struct image *grey, const struct landmarks *points,
	       struct gaze *out);

/*
 * How far beside the camera the eyes look, in widths of an eye, < 0 to the
 * picture's left.  yaw, in degrees, is needed because a turned head that looks
 * at the camera has its irises near one corner.  0 when they are not seen.
 */
double gaze_aside(const struct gaze *gaze, double yaw);

#endif
