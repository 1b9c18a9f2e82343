/* SPDX-License-Identifier: MIT */
/*
 * Whether something is worn above the forehead, by logistic regression over the
 * patch from the brows to the crown, of which left and right half are averaged.
 * The regression knows, for each of 8 x 4 cells, how much light changes across
 * and down; colours do not matter.  A cap has an edge across the forehead and
 * little below it; hair has strands and comes down at the temples.  Pure.
 */
#ifndef IMAGE_PORTRAIT_HAT_H
#define IMAGE_PORTRAIT_HAT_H

#include "image/portrait/skin.h"

enum {
	HAT_DOWN = 8,
	HAT_ACROSS = 4, /* cells, from the middle outward */
	HAT_CELLS = HAT_DOWN * HAT_ACROSS,
	HAT_VALUES = 2 * HAT_CELLS
};

/*
 * What the regression sees, row by row from the top: the root of each cell's
 * mean change of light, over the cheeks', across, then down.
 */
void hat_values(const struct skin *skin, double out[HAT_VALUES]);

/* The logarithm of the odds that something is worn. */
double hat_worn(const struct skin *skin);

#endif
