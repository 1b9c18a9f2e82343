/* SPDX-License-Identifier: MIT */
/*
 * The person's own shadow on the wall: darker than the wall by an equal
 * factor in all channels, soft, joined to the wall.  The test of a ratio that
 * is the same for all colours is Horprasert, Harwood and Davis' (1999,
 * brightness and chromaticity distortion), here against the wall's model.
 * Pure.
 */
#ifndef IMAGE_MATTE_WALL_SHADOW_H
#define IMAGE_MATTE_WALL_SHADOW_H

#include "image/matte/wall_model.h"

/*
 * Set w->shadow where the picture could be shadow, skin included; add what is
 * beside the face and joins the wall, or is cut off from it between jaw and
 * side by a head that touches the side, to w->sure and lower its distance.
 * rgb: 3 channels.
 */
void wall_shadow_add(struct wall_model *w, const struct image *rgb,
		     struct image_box face);

#endif
