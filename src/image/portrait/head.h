/* SPDX-License-Identifier: MIT */
/*
 * Where head and face are in a portrait, by the face box, the eyes and the
 * backdrop.  A profile's limits on geometry apply to these numbers.  Pure,
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
	double width;  /* cheek to cheek */
	double centre; /* column of the face's middle, by the eyes */
	double axis;   /* middle of the outline, pixels right of centre */
	double tilt; /* of the line through the eyes, degrees, clockwise > 0 */
	bool top_known; /* false: hair and wall could not be distinguished */
};

/* Everything but the crown, from box and eyes alone. */
void head_from_face(const struct face *f, struct head *out);

/*
 * Everything, with the crown found by the colours of rgb (3 channels), and with
 * the help of landmarks unless points is NULL.
 */
void head_measure(const struct image *rgb, const struct face *f,
		  const struct landmarks *points, const struct backdrop *wall,
		  struct head *out);

/*
 * The crown by an alpha (1 channel): the first row in which, within .3 face
 * widths of the centre, more than 4 % of a face width is above one half; -1
 * when there is none.
 */
double head_top_of_alpha(const struct image *alpha, double centre,
			 double face_width);

#endif
