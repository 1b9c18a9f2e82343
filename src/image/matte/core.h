/* SPDX-License-Identifier: MIT */
/*
 * The places in a head-and-shoulders portrait that always show the person,
 * known from the box of the face alone.  They are never taken for wall, and
 * every cut starts from them.  Proportions are in widths and heights of the
 * box. Pure.
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
 * Clear these places in a mask of wall: the face (an ellipse with these half
 * axes, in box widths and heights), the cheeks, neck and chest.
 */
void matte_core_clear(struct mask *wall, struct image_box face,
		      const double half[2]);

/* Share of the band above the brow, where every head has hair, set in m. */
double matte_core_brow_share(const struct mask *m, struct image_box face);

#endif
