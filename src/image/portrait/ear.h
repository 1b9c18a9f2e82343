/* SPDX-License-Identifier: MIT */
/*
 * Whether an ear is seen beside a face, by logistic regression over the patch
 * where one must be: how much of it is skin and how much light changes there,
 * in 8 x 5 cells each, and how far the head turns that side away.  Skin that
 * ends with an edge is an ear; fine texture is hair, nothing at all a wall.
 * Pure.
 */
#ifndef IMAGE_PORTRAIT_EAR_H
#define IMAGE_PORTRAIT_EAR_H

#include "image/portrait/skin.h"

enum {
	EAR_DOWN = 8,
	EAR_ACROSS = 5, /* cells */
	EAR_CELLS = EAR_DOWN * EAR_ACROSS,
	EAR_VALUES = 2 * EAR_CELLS + 1
};

/*
 * What the regression sees of a side (0 = the picture's left): the share of
 * skin of each cell, row by row from the top, columns outward; the root of
 * each cell's mean gradient of light over the cheeks'; and yaw/15 toward that
 * side.
 */
void ear_values(const struct skin *skin, int side, double yaw,
		double out[EAR_VALUES]);

/* The logarithm of the odds that it is seen: over 0 it is. */
double ear_seen(const struct skin *skin, int side, double yaw);

#endif
