/* SPDX-License-Identifier: MIT */
/*
 * How far a head is turned aside, by its picture: linear regression over the
 * difference between a face and its mirror image.  The regression knows of each
 * of 9 x 8 cells how much the light changes in four directions.  A side that is
 * turned away is narrow, with its edges near to each other.  Which side of an
 * edge is lighter does not count, so it matters little where the light comes
 * from.  Pure.
 */
#ifndef IMAGE_PORTRAIT_YAW_H
#define IMAGE_PORTRAIT_YAW_H

#include "image/face/landmarks.h"

enum {
	YAW_DOWN = 9,
	YAW_ACROSS = 4, /* cells of a half */
	YAW_KINDS = 4,	/* across, down, and along both diagonals */
	YAW_VALUES = YAW_DOWN * YAW_ACROSS * YAW_KINDS
};

/*
 * What the regression sees, by rows from the top, cells from the picture's left
 * to the face's middle, and kinds: the changes of light of a cell, over those
 * of all kinds in its neighbourhood, less the same of its twin in the mirror.
 */
void yaw_values(const struct image *grey, const struct landmarks *points,
		double out[YAW_VALUES]);

/* Degrees, > 0 to the picture's right. */
double yaw_measure(const struct image *grey, const struct landmarks *points);

#endif
