/* SPDX-License-Identifier: MIT */
/*
 * Whether an eye is open, by logistic regression over its patch.  The
 * regression knows, for each of 6 x 9 cells, how light it is and how much light
 * changes across and down.  An iris is dark in the middle with edges at both
 * sides; lids are skin with a single line of lashes.  Pure.
 */
#ifndef IMAGE_PORTRAIT_LIDS_H
#define IMAGE_PORTRAIT_LIDS_H

#include "image/portrait/skin.h"

enum {
	LIDS_DOWN = 6,
	LIDS_ACROSS = 9, /* cells */
	LIDS_CELLS = LIDS_DOWN * LIDS_ACROSS,
	LIDS_VALUES = 3 * LIDS_CELLS
};

/*
 * What the regression sees of an eye (0 = the picture's left), row by row, the
 * right eye mirrored: each cell's light over the patch's mean, in its standard
 * deviations; the root of its mean change of light across, then down, over the
 * root of both in all cells.
 */
void lids_values(const struct skin *skin, int side, double out[LIDS_VALUES]);

/* The logarithm of the odds that the eye is open: below 0 it is shut. */
double lids_open(const struct skin *skin, int side);

#endif
