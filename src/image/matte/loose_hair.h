/* SPDX-License-Identifier: MIT */
/*
 * Loose hair: where long hair ends beside the neck, strands and wall share
 * pixels further in and out than any band around an outline reaches.  There
 * the trimap is unknown by colour and texture instead.  So it is in pockets,
 * the wall between curls and tufts that the outline goes around.  Our own.
 * Pure, deterministic.
 */
#ifndef IMAGE_MATTE_LOOSE_HAIR_H
#define IMAGE_MATTE_LOOSE_HAIR_H

#include "image/matte/wall_model.h"

/*
 * Set in out (made here) what may be hair and wall at once.  small: the
 * picture that wall is of; outline: signed distance to the outline there,
 * negative inside; face: its box there.  Nothing is where no hair is dark
 * enough to be told from the wall.
 */
void loose_hair_find(const struct image *small, const struct wall_model *wall,
		     const struct plane *outline, struct image_box face,
		     struct mask *out);

#endif
