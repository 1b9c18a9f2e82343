/* SPDX-License-Identifier: MIT */
/*
 * The colour of a face's skin by its cheeks, and colours at places told in the
 * face's own axes.  Pure.
 */
#ifndef IMAGE_PORTRAIT_SKIN_H
#define IMAGE_PORTRAIT_SKIN_H

#include <stdbool.h>

#include "image/face/axes.h"

struct skin {
	const struct image *rgb; /* borrowed */
	struct face_axes axes;
	double at[LANDMARKS][2]; /* the points in these axes */
	double lab[3];		 /* median of both cheeks */
};

void skin_measure(const struct image *rgb, const struct landmarks *points,
		  struct skin *out);

/* Lab at a place of the axes; false outside the picture. */
bool skin_lab_at(const struct skin *s, double u, double v, double lab[3]);

/*
 * The mean of a square of so long a side around a place, so that fine hair is
 * seen alike in large and small pictures; outside, the picture's edge goes on.
 */
void skin_lab_around(const struct skin *s, const double at[2], double side,
		     double lab[3]);

/* Tinted as the cheeks, and neither much darker nor much lighter. */
bool skin_is_like(const struct skin *s, const double lab[3]);

#endif
