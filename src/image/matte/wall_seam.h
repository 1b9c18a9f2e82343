/* SPDX-License-Identifier: MIT */
/*
 * Thin upright seams in a wall: the edge of a door, a joint, a cable.  A
 * closing of the grown wall (Serra 1982) by a row of pixels, kept only where
 * gaps stand above each other.  Pure.
 */
#ifndef IMAGE_MATTE_WALL_SEAM_H
#define IMAGE_MATTE_WALL_SEAM_H

#include "image/matte/wall_model.h"

/*
 * Make seams part of w->sure and lower their distance; call when no more wall
 * is added beside them: both sides of a seam must be known.
 */
void wall_seam_close(struct wall_model *w);

#endif
