/* SPDX-License-Identifier: MIT */
/*
 * Rests: wall that the cut left inside the outline, under hair that ends beside
 * the neck, between curls, in a corner under a shoulder.  Our own: it has the
 * wall's colour, in shadow or not, lies near the outline, and nowhere does the
 * person have such a colour: a white collar before a white wall is no rest.
 *
 * Patches have a colour that the person may have as well; they lie beside the
 * neck or on a shoulder, end within the person, and the outline goes around
 * them; they have not the skin's colour.  Nothing is unmixed for them: they
 * are a doubt.
 *
 *       hair |        the outline o leaves shadow of the head on the
 *   wall     | neck   person's side: its rim is the outline, and it goes
 *     o o o o|        neither on to a collar nor down the clothes
 *    o patch |___
 *   o________|   \  clothes
 *
 * Pure, deterministic.
 */
#ifndef IMAGE_MATTE_WALL_REST_H
#define IMAGE_MATTE_WALL_REST_H

#include "image/matte/wall_model.h"

/*
 * Set in out (made here) the rests.  small: the picture that wall is of;
 * outline: signed distance to the outline there, negative inside; face: its
 * box there.
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
