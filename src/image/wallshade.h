/* SPDX-License-Identifier: MIT */
/*
 * The person's own shadow on the wall: darker than the wall by an equal
 * factor in all channels, soft, joined to the wall.
 */
#ifndef IMAGE_WALLSHADE_H
#define IMAGE_WALLSHADE_H

#include "image/wall.h"

/*
 * Set w->shade where the picture could be shadow, skin included; add what is
 * beside the face and joins the wall to w->sure and lower its distance.  rgb:
 * 3 channels.
 */
void wallshade_add(struct wall *w, const struct image *rgb,
		   struct image_box face);

#endif
