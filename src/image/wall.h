/* SPDX-License-Identifier: MIT */
/*
 * The wall behind a person: a smooth colour (quadratic in x and y, CIE Lab)
 * fitted robustly to the top and side edges of a portrait and regrown from
 * there, and how far every pixel is from it.  Pure, deterministic; works on
 * a small picture (a few hundred pixels a side).
 */
#ifndef IMAGE_WALL_H
#define IMAGE_WALL_H

#include "image/mask.h"

struct wall {
	struct plane model[3];	/* Lab colour of the wall at every pixel */
	struct plane rest[3];	/* picture minus model */
	struct plane rgb[3];	/* the model in sRGB 0..255 */
	struct plane distance;	/* in spreads of the wall; < 3 is alike */
	struct mask seed, sure; /* edge strips; grown wall with shadows */
	float spread[3];	/* robust sigma of rest, with floors */
};

/* lab: the picture; rgb: the same as 3 channels; face: its box there. */
void wall_fit(const struct plane lab[3], struct image_box face,
	      struct wall *out);
void wall_release(struct wall *w);

/*
 * Add the person's own shadow to sure and lower its distance: darker than
 * the wall by an equal factor in all channels, soft, joined to the wall.
 */
void wall_add_shadow(struct wall *w, const struct image *rgb,
		     struct image_box face);

#endif
