/* SPDX-License-Identifier: MIT */
/*
 * Where both irises are in their eyes, and by that where the eyes look.  A
 * linear filter is laid over every place an iris can have its middle, and its
 * answers' softmax is how likely it is there: a template as of ASEF (Bolme,
 * Draper and Beveridge, Average of Synthetic Exact Filters, CVPR 2009), but
 * fitted by likelihood.  A circle's edge (image/face/iris.h) alone is lost on
 * lashes, on pupils and in blurred eyes.  Pure.
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
	bool seen;		 /* neither eye is too dark or flat to tell */
};

void gaze_find(const struct image *grey, const struct landmarks *points,
	       struct gaze *out);

/*
 * How far aside of the camera they look, parts of an eye's width: < 0 to the
 * picture's left.  A head turned by so many degrees of yaw that still looks at
 * the camera has its irises at one corner.  0 where they are not seen.
 */
double gaze_aside(const struct gaze *gaze, double yaw);

#endif
