/* SPDX-License-Identifier: MIT */
/*
 * Holes: wall that is seen inside the outline of a person, between arm and body
 * or through hair.  They are distinguished from pale clothes by place, size and
 * colour; the method is our own.  Pure, deterministic.
 */
#ifndef IMAGE_MATTE_WALL_HOLES_H
#define IMAGE_MATTE_WALL_HOLES_H

#include "image/pixel/mask.h"
#include "image/matte/wall_model.h"

/*
 * Keep only the part of person that is joined to core, and fill all holes in it
 * except those that show wall.  face: its box in the same pixels.
 */
void wall_holes_clean(struct mask *person, const struct mask *core,
		      const struct wall_model *wall, struct image_box face);

/* Set in holes the large ones that by_wall (struct segment) shows. */
void wall_holes_mark(const struct wall_model *wall, const struct mask *by_wall,
		     struct image_box face, struct mask *holes);

#endif
