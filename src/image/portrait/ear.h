/* SPDX-License-Identifier: MIT */
/*
 * Whether an ear is visible beside a face, by logistic regression over the
 * patch where it must be.  The regression knows of each of 8 x 5 cells how much
 * of it is skin and how much the light changes in it, and how far the head
 * turns that side away.  Skin that ends with an edge is an ear; fine texture is
 * hair; if there is neither, it is the wall.  Without colours all that is light
 * enough is skin, and other weights apply.  Pure.
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

/* The logarithm of the odds that the ear is visible: above 0 it is. */
double ear_seen(const struct skin *skin, int side, double yaw);

#endif
