/* SPDX-License-Identifier: MIT */
/*
 * Windows: wall seen through the outline of a person, between arm and body
 * or through hair.  Tells them from pale clothes.  Pure, deterministic.
 */
#ifndef IMAGE_WINDOW_H
#define IMAGE_WINDOW_H

#include "image/shape.h"
#include "image/wall.h"

/*
 * Keep only the part of person that is joined to core, and fill its holes
 * but for windows.  face: its box in the same pixels.
 */
void window_clean(struct shape *person, const struct shape *core,
		  const struct wall *wall, struct image_box face);

/* Set in windows the large ones that by_wall, the distance alone, shows. */
void window_mark(const struct wall *wall, const struct shape *by_wall,
		 struct image_box face, struct shape *windows);

#endif
