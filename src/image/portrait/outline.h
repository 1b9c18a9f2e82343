/* SPDX-License-Identifier: MIT */
/*
 * The lower outline of a face, cheeks and chin, fitted to the edges of the
 * picture.  It starts from the detector's box and the eyes; then skin, hair,
 * neck and wall decide.  It is a deformable template (Yuille, Hallinan and
 * Cohen 1992) of two superellipses (Lamé), found by a search instead of a
 * descent, which weighs the edges under the template against how unusual its
 * shape is.  Pure, deterministic.
 *
 *              eyes' middle
 *         -- o ---- + ---- o --  0
 *        |          |            widest, a little below
 *         \         |         /
 *          \ <---- half_width    of cheek to cheek
 *            \ _    |    _ /
 *                --- ---         chin, so far down
 *                   ^ axis: right of the eyes' middle, leans with the rows
 */
#ifndef IMAGE_PORTRAIT_OUTLINE_H
#define IMAGE_PORTRAIT_OUTLINE_H

#include <stdbool.h>

#include "image/pixel/backdrop.h"
#include "image/pixel/image.h"

/*
 * A face upright around its own axis: lengths in pixels from the middle of
 * the eyes' line; tilt in degrees, clockwise > 0.
 */
struct portrait_outline {
	double eye_x, eye_y, tilt;
	double half_width; /* half of cheek to cheek */
	double guess;	   /* half_width at the start; see by_points */
	double chin;	   /* from the eyes' line down to the chin */
	double axis;	   /* the outline's middle right of the eyes' */
	double covered; /* share of the cheeks' edge that hair covers, 0..1 */
	/* the guess is from landmarks: more exact, but when hair covers the
	 * cheeks it is at the edge of the hair */
	bool by_points;
};

/*
 * Fit half_width and chin, which hold a guess, to rgb (3 channels), and set
 * guess, axis and covered.  When memory runs out, or the face is smaller than
 * 16 pixels, the guess is kept.
 */
void portrait_outline_fit(const struct image *rgb, const struct backdrop *wall,
			  struct portrait_outline *outline);

#endif
