/* SPDX-License-Identifier: MIT */
/*
 * From a sharp outline on a small picture to a soft alpha on the full one:
 * a band of unknown pixels around the outline, the wall's and the person's
 * colour spread into it, alpha where the pixel lies between the two, and the
 * person's colour with the wall's share taken out.  Pure, deterministic.
 */
#ifndef IMAGE_MATTE_ALPHA_MATTE_H
#define IMAGE_MATTE_ALPHA_MATTE_H

#include "image/matte/segment.h"
#include "image/matte/wall_model.h"

struct alpha_matte {
	struct image alpha;  /* 1 channel */
	struct image colour; /* 3 channels; the picture's own where alpha 255 */
	double weak;	     /* share of the outline with little contrast */
};

/*
 * rgb: the full picture; small: the picture that wall and segment are of;
 * face: its box in the small one.  ERROR_LIMIT without memory.
 */
struct alpha_matte_from {
	const struct image *rgb, *small;
	const struct wall_model *wall;
	const struct segment *segment;
	struct image_box face;
};
int alpha_matte_make(const struct alpha_matte_from *from,
		     struct alpha_matte *out, struct error *err);
void alpha_matte_release(struct alpha_matte *a);

#endif
