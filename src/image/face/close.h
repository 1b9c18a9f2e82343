/* SPDX-License-Identifier: MIT */
/*
 * A second look at a box that may be a face: twice the box at 120 pixels, so
 * that the face is 60 wide, as it is and with its contrast spread.  Pure,
 * thread-safe.
 */
#ifndef IMAGE_FACE_CLOSE_H
#define IMAGE_FACE_CLOSE_H

#include "image/face/face.h"

/*
 * How many windows of the cascade support a face when it is looked at so: 11 to
 * 90 for a real face, at most 5 for nearly everything else.
 */
int face_close_votes(const struct face_models *models, const struct image *grey,
		     const struct face *f);

/* Odds above which nothing else was seen in 3,177 lying pictures. */
#define FACE_CLOSE_CERTAIN 3.0

/*
 * The logarithm of the odds that this is a face, upright or tilted by up to 30
 * degrees: by these windows, those that it was found with, and its width, as
 * what is no face is seen in few windows and small.  Once the odds are certain
 * it does not look for more.
 */
double face_close_odds(const struct face_models *models,
		       const struct image *grey, const struct face *f);

#endif
