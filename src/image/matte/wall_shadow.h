/* SPDX-License-Identifier: MIT */
/*
 * The person's own shadow on the wall: darker than the wall by the same factor
 * in all channels, soft, joined to the wall.  To test for equal ratios is the
 * method of Horprasert, Harwood and Davis (1999, brightness and chromaticity
 * distortion), here applied to the wall's model.  Pure.
 */
#ifndef IMAGE_MATTE_WALL_SHADOW_H
#define IMAGE_MATTE_WALL_SHADOW_H

#include "image/matte/wall_model.h"

/*
 * Set w->shadow wherever the picture may be shadow, which includes skin.  Of
 * these pixels add to w->sure, and lower in distance, those beside the face
 * that are joined to the wall, or that lie between jaw and the picture's side
 * when a head touching that side cuts them off from it.  Where the clothes
 * could be shadow as well, what lies on the shoulders is added only if an edge
 * divides it from them.  rgb: 3 channels.
 */
void wall_shadow_add(struct wall_model *w, const struct image *rgb,
		     struct image_box face);

#endif
