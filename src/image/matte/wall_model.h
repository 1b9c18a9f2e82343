/* SPDX-License-Identifier: MIT */
/*
 * A model of the wall behind a person: smooth colours are fitted robustly
 * (wall_surface.h) to the top and side edges of a portrait, and the wall is
 * grown from there (seeded region growing, Adams and Bischof 1994).  A door or
 * a second wall beside the first is a layer of its own.  The model gives the
 * wall's colour at every pixel and how far the pixel is from it.  Pure,
 * deterministic; made for a small picture (a few hundred pixels a side).
 *
 *   s s s s s s s s s s s s s s      s  seeds: top strip, sides to the chin
 *   s 1 1 1 1 1 1 1 1 1 : 2 2 s      1  first layer, quadratic, from all seeds
 *   s 1 1 1 1 1 1 1 1 1 : 2 2 s      2  second, linear, from seeds unlike 1
 *   s 1 1 1 /     \ 1 1 : 2 2 s      :  seam between them, also wall
 *   s 1 1 1 |face | i i : 2 2 s      i  island: a part of layer 1 between the
 *   s 1 1 1 \     / i i : 2 2 s         person and 2, cut off from its seeds
 *   1 1 1 ___|   |___ i : 2 2 2
 *   1 1 /             \: 2 2 2
 *
 * Distances are Mahalanobis distances with the layer's robust sigmas, each
 * channel for itself.  Being a little darker counts less, because the person
 * shades the wall.
 */
#ifndef IMAGE_MATTE_WALL_MODEL_H
#define IMAGE_MATTE_WALL_MODEL_H

#include <math.h>

#include "image/pixel/mask.h"

struct wall_model {
	struct plane model[3];	  /* Lab colour of the wall at every pixel */
	struct plane residual[3]; /* picture minus model */
	struct plane rgb[3];	  /* the model in sRGB 0..255 */
	struct plane distance;	  /* in units of spread; < 3 is like the wall */
	struct plane texture;	  /* fine structure above the wall's own, L* */
	struct mask seed, sure;	  /* edge strips; grown wall with shadows */
	struct mask shadow; /* may be shaded wall; set by wall_shadow_add() */
	float spread[3];    /* robust sigma of residual, not below a minimum */
	int layers;	    /* 1, or more with a door or a corner */
};

/*
 * Make pixel i wall although it may look different, because it is in a seam or
 * in shadow; its distance is lowered to that of plain wall.
 */
static inline void wall_model_take(struct wall_model *w, size_t i)
{
	const float plain = 1.5f; /* spreads */

	w->sure.data[i] = 1;
	w->distance.data[i] = fminf(w->distance.data[i], plain);
}

/* lab: the picture; face: its box there. */
void wall_model_fit(const struct plane lab[3], struct image_box face,
		    struct wall_model *out);
void wall_model_release(struct wall_model *w);

#endif
