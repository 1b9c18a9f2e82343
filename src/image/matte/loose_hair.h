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

/* The face's box is in pixels of small, and so are wall and outline. */
struct loose_hair_from {
	const struct image *rgb, *small; /* the full picture and the reduced */
	const struct wall_model *wall;	 /* of small */
	const struct plane *outline;	 /* distance to it, negative inside */
	struct image_box face;
};

/*
 * Set in out (made here, of the size of small) the pixels that may be both hair
 * and wall.  Sets nothing when the hair is not dark enough to be distinguished
 * from the wall.
 */
void loose_hair_find(const struct loose_hair_from *from, struct mask *out);

#endif
