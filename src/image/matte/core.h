/* SPDX-License-Identifier: MIT */
/*
 * Where a head-and-shoulders portrait shows the person, whatever the colours
 * say, by the face's box alone: what no wall may claim, and what every cut
 * starts from.  Proportions in widths and heights of the box.  Pure.
 *
 *          .-""-.         the face: an ellipse
 *         |      |
 *         |[ || ]|        cheeks, and the neck down from the box's top
 *          \ || /
 *         [  ||  ]        the chest from 6/5 heights down
 */
#ifndef IMAGE_MATTE_CORE_H
#define IMAGE_MATTE_CORE_H

#include "image/pixel/mask.h"

/*
 * Clear of a mask of wall what cannot be wall: face (an ellipse of these
 * half axes, in box widths and heights), cheeks, neck and chest.
 */
void matte_core_clear(struct mask *wall, struct image_box face,
		      const double half[2]);

/* Share of the hair over the brow, a band in every head, that is set in m. */
double matte_core_brow_share(const struct mask *m, struct image_box face);

#endif
