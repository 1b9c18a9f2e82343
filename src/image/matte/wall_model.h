/* SPDX-License-Identifier: MIT */
/*
 * The wall behind a person: smooth colours fitted robustly to the top and
 * side edges of a portrait and grown from there; a door or a second wall
 * beside the first is a layer of its own.  Tells the wall's colour at every
 * pixel and how far the pixel is from it.  Pure, deterministic; works on a
 * small picture (a few hundred pixels a side).
 */
#ifndef IMAGE_MATTE_WALL_MODEL_H
#define IMAGE_MATTE_WALL_MODEL_H

#include "image/pixel/mask.h"

struct wall_model {
	struct plane model[3];	/* Lab colour of the wall at every pixel */
	struct plane rest[3];	/* picture minus model */
	struct plane rgb[3];	/* the model in sRGB 0..255 */
	struct plane distance;	/* in spreads of the wall; < 3 is alike */
	struct plane texture;	/* fine structure over the wall's own, L* */
	struct mask seed, sure; /* edge strips; grown wall with shadows */
	struct mask shade; /* could be the wall in shadow; by wall_shadow_add */
	float spread[3];   /* robust sigma of rest, with floors */
	int layers;	   /* 1, or more with a door or a corner */
	double explained;  /* share of the seeds that became wall */
};

/* lab: the picture; face: its box there. */
void wall_model_fit(const struct plane lab[3], struct image_box face,
		    struct wall_model *out);
void wall_model_release(struct wall_model *w);

#endif
