/* SPDX-License-Identifier: MIT */
/*
 * A face's own axes, by its landmarks: the unit is the distance between the
 * middles of the eyes, the origin the middle between them, u to the picture's
 * right along the line of the eyes, v down across it.  Pure.
 *
 *         eye      + (0, 0)      eye          ---> u
 *       (-.5, 0)                (.5, 0)       |
 *                 nose tip                    v v
 *                (0, .6)
 *              lips (0, 1.15)
 *              chin (0, 1.85)
 */
#ifndef IMAGE_FACE_AXES_H
#define IMAGE_FACE_AXES_H

#include <stdbool.h>

#include "image/face/landmarks.h"

struct face_axes {
	double x, y;	   /* the origin, pixels of the image */
	double u[2], v[2]; /* unit vectors in pixels of the image */
	double gap;	   /* pixels of one unit */
};

void face_axes_of(const struct landmarks *points, struct face_axes *out);

/* The middles of the left eye's points and of the right eye's, pixels. */
void face_axes_eyes(const struct landmarks *points, double at[2][2]);

/*
 * Whether the landmarks can be believed: both fits agree and the chin is where
 * a chin can be.
 */
bool face_axes_believed(const struct landmarks *points,
			const struct face *face);

/*
 * Whether the landmarks are so reliable that the eyes need not be searched
 * without them: then they are believed, whatever else is seen.
 */
bool face_axes_tell_eyes(const struct landmarks *points);

/* Pixels of the image to units, and back. */
void face_axes_to(const struct face_axes *a, const double pixel[2],
		  double out[2]);
void face_axes_from(const struct face_axes *a, const double at[2],
		    double pixel[2]);

/* The angle of the u axis, degrees, clockwise > 0. */
double face_axes_tilt(const struct face_axes *a);

#endif
