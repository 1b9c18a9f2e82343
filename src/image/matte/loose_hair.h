/* SPDX-License-Identifier: MIT */
/*
 * Loose hair.  Where long hair ends beside the neck, strands and wall mix over
 * a wider area than any band around the outline covers; there colour and
 * texture tell what the trimap must leave unknown.  The same is done for
 * pockets of wall between curls and tufts, which the outline goes around.  A
 * method of our own. Pure, deterministic.
 */
#ifndef IMAGE_MATTE_LOOSE_HAIR_H
#define IMAGE_MATTE_LOOSE_HAIR_H

#include "image/matte/wall_model.h"

/*
 * Set in out (made here) the pixels that may be both hair and wall.  small: the
 * picture from which wall was made; outline: signed distance to the outline in
 * it, negative inside; face: its box in it.  Sets nothing when the hair is not
 * dark enough to be distinguished from the wall.
 */
void loose_hair_find(const struct image *small, const struct wall_model *wall,
		     const struct plane *outline, struct image_box face,
		     struct mask *out);

#endif
