/* SPDX-License-Identifier: MIT */
/*
 * Thin upright lines in a wall: the edge of a door, a seam, a cable.
 */
#ifndef IMAGE_MATTE_WALL_SEAM_H
#define IMAGE_MATTE_WALL_SEAM_H

#include "image/matte/wall_model.h"

/*
 * Make lines part of w->sure and lower their distance; call when no more wall
 * is added, the wall beside a line must be known.
 */
void wall_seam_close(struct wall_model *w);

#endif
