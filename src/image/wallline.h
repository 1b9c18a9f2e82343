/* SPDX-License-Identifier: MIT */
/*
 * Thin upright lines in a wall: the edge of a door, a seam, a cable.
 */
#ifndef IMAGE_WALLLINE_H
#define IMAGE_WALLLINE_H

#include "image/wall.h"

/*
 * Make lines part of w->sure and lower their distance; call when no more wall
 * is added, the wall beside a line must be known.
 */
void wallline_close(struct wall *w);

#endif
