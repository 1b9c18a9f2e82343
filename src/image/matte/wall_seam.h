/* SPDX-License-Identifier: MIT */
/*
 * Thin upright seams in a wall: the edge of a door, a joint, a cable.  They are
 * found by a closing of the grown wall (Serra 1982) with a row of pixels, and
 * kept only where the gaps lie above one another.  Pure.
 */
#ifndef IMAGE_MATTE_WALL_SEAM_H
#define IMAGE_MATTE_WALL_SEAM_H

#include "image/matte/wall_model.h"

/*
 * Add the seams to w->sure and lower their distance.  To be called when the
 * wall on both sides of a seam is known.
 */
void wall_seam_close(struct wall_model *w);

#endif
