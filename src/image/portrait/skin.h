/* SPDX-License-Identifier: MIT */
/*
 * The colour of a face's skin, taken from the cheeks, and the colours at places
 * given in the face's own axes (image/face/axes.h).  Pure.
 */
#ifndef IMAGE_PORTRAIT_SKIN_H
#define IMAGE_PORTRAIT_SKIN_H

#include <stdbool.h>

#include "image/face/axes.h"

struct skin {
	const struct image *rgb; /* borrowed */
	struct face_axes axes;
	double at[LANDMARKS][2]; /* the landmarks in these axes */
	double lab[3];		 /* median of both cheeks */
};

void skin_measure(const struct image *rgb, const struct landmarks *points,
		  struct skin *out);

/* The Lab colour at a place in these axes; false outside the picture. */
bool skin_lab_at(const struct skin *s, double u, double v, double lab[3]);

/*
 * The mean Lab colour of a square around a place, so that fine hair looks the
 * same in large and small pictures; outside the picture its edge is repeated.
 */
void skin_lab_around(const struct skin *s, const double at[2], double side,
		     double lab[3]);

/* Whether it has the cheeks' tint and is not much darker or lighter. */
bool skin_is_like(const struct skin *s, const double lab[3]);

#endif
