/* SPDX-License-Identifier: MIT */
/*
 * Where head and face are in a portrait, from the face box, the eyes and the
 * backdrop: what the limits of a profile's geometry are compared with.  Pure,
 * deterministic.
 *
 *   top       --- crown, first row of hair ---   first row unlike the wall
 *   eye_line  ------- o -----.----- o -------    mean of the pupils
 *                     |<-   centre             + axis: outline's middle
 *   chin      ------------ \_/ --------------    outline.h
 *                |<-    width    ->|
 */
#ifndef IMAGE_PORTRAIT_HEAD_H
#define IMAGE_PORTRAIT_HEAD_H

#include <stdbool.h>

#include "image/pixel/backdrop.h"
#include "image/face/face.h"
#include "image/face/landmarks.h"

struct head {
	double top;	 /* first row of hair or skin (the crown) */
	double eye_line; /* mean row of the pupils */
	double chin;
	double width;	/* cheek to cheek */
	double centre;	/* column of the face's middle, by the eyes */
	double axis;	/* the middle of its outline right of that, pixels */
	double tilt;	/* degrees of the eyes' line, clockwise > 0 */
	bool top_known; /* false: nothing told the hair from the wall */
};

/* Everything but the crown, from box and eyes alone. */
void head_from_face(const struct face *f, struct head *out);

/*
 * The crown too, by the colours of rgb (3 channels), and what the landmarks
 * say (NULL: none).
 */
void head_measure(const struct image *rgb, const struct face *f,
		  const struct landmarks *points, const struct backdrop *wall,
		  struct head *out);

/*
 * The crown by an alpha (1 channel): the first row where more than 4 % of
 * the face's width within .3 of it from the middle is over half; -1 if none.
 */
double head_top_of_alpha(const struct image *alpha, double centre,
			 double face_width);

#endif
