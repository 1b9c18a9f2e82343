/* SPDX-License-Identifier: MIT */
/*
 * Rests: wall that the cut left inside the outline, under hair that ends beside
 * the neck, between curls, in a corner under a shoulder.  A rest has the colour
 * of the wall, in shadow or not, and lies near the outline; and nowhere else
 * does the person have such a colour, so that a white collar before a white
 * wall is not a rest.  The method is our own.
 *
 * Patches are like rests, but of a colour that the person may have as well (yet
 * not of the skin's).  They lie beside the neck or on a shoulder and end within
 * the person, and the outline goes around them.  Their pixels are not changed;
 * patches only lower the confidence.
 *
 *       hair |        the outline o puts the head's shadow on the person's
 *   wall     | neck   side: the patch borders on the outline, and continues
 *     o o o o|        neither into a collar nor down the clothes
 *    o patch |___
 *   o________|   \  clothes
 *
 * Pure, deterministic.
 */
#ifndef IMAGE_MATTE_WALL_REST_H
#define IMAGE_MATTE_WALL_REST_H

#include "image/matte/wall_model.h"

/*
 * Set the rests in out (made here).  small: the picture from which wall was
 * made; outline: signed distance to the outline in it, negative inside; face:
 * its box in it.
 */
void wall_rest_find(const struct image *small, const struct wall_model *wall,
		    const struct plane *outline, struct image_box face,
		    struct mask *out);
/* The same for patches. */
void wall_rest_find_patches(const struct image *small,
			    const struct wall_model *wall,
			    const struct plane *outline, struct image_box face,
			    struct mask *out);

#endif
