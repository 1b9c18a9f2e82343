/* SPDX-License-Identifier: MIT */
/*
 * The pixels of the standard photo: the frame cut from the source, the wall
 * replaced.  Where alpha is 0 the background is exact to the byte.
 */
#ifndef PHOTO_PHOTO_COMPOSE_H
#define PHOTO_PHOTO_COMPOSE_H

#include "image/matte/matte.h"
#include "photo/photo_view.h"
#include "rules/frame.h"

/* What is composed: the frame that the profile's output shows of a view. */
struct photo_composition {
	const struct photo_view *view;
	const struct frame *frame;
	const struct profile *profile;
};

/* A matte of a part of the source. */
struct photo_cutout {
	struct matte matte;
	double x, y, scale; /* matte = (source - (x, y)) * scale */
};

/*
 * Cut out the part that the frame needs, with a margin, and make its matte, at
 * a size that suits both the matte and the output.
 */
int photo_compose_cut(const struct photo_composition *c,
		      struct photo_cutout *out, struct error *err);
void photo_compose_release(struct photo_cutout *cut);

/* The crown by the matte, source pixels; < 0 when it cannot be seen. */
double photo_compose_top(const struct photo_view *view,
			 const struct photo_cutout *cut);

/*
 * How many output pixels of the person are missing because the frame reaches
 * beyond the sides of the source; 0 when only wall is missing.
 */
double photo_compose_missing(const struct photo_composition *c,
			     const struct photo_cutout *cut);

/*
 * What the slanting edges of a turned source take from the frame, source
 * pixels: at the bottom and at the side that leans in there.  Adds what the
 * frame's lower corners still reach outside; nothing when they do not.
 */
struct photo_edges {
	double left, right, below;
};
void photo_compose_edges(const struct photo_composition *c,
			 struct photo_edges *edges);

/* cut NULL = the wall stays.  out: 3 channels, the output's size. */
int photo_compose(const struct photo_composition *c,
		  const struct photo_cutout *cut, struct image *out,
		  struct error *err);

#endif
