/* SPDX-License-Identifier: MIT */
/*
 * The lower outline of a face, cheeks and chin, fitted to the edges of the
 * picture.  What the detector's box and the eyes say is where it starts;
 * skin, hair, neck and wall then decide.  A deformable template (Yuille,
 * Hallinan and Cohen 1992) of two superellipses (Lamé), by search instead of
 * descent: edges under it against how unusual its form is.  Pure,
 * deterministic.
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
	double guess;	   /* half_width that was begun with, see by_points */
	double chin;	   /* from the eyes' line down to the chin */
	double axis;	   /* the outline's middle right of the eyes' */
	double covered;	   /* share of the cheeks' edge under hair, 0..1 */
	/* The guess is landmarks': nearer, but under hair at its edge. */
	bool by_points;
};

/*
 * Fit half_width and chin, which hold a guess, to rgb (3 channels), and tell
 * guess, axis and covered.  Without memory, or with a face under 16 pixels, the
 * guess stays.
 */
void portrait_outline_fit(const struct image *rgb, const struct backdrop *wall,
			  struct portrait_outline *outline);

#endif
