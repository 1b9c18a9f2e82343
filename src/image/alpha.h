/* SPDX-License-Identifier: MIT */
/*
 * From a sharp outline on a small picture to a soft alpha on the full one:
 * a band of unknown pixels around the outline, the wall's and the person's
 * colour spread into it, alpha where the pixel lies between the two, and the
 * person's colour with the wall's share taken out.  Pure, deterministic.
 */
#ifndef IMAGE_ALPHA_H
#define IMAGE_ALPHA_H

#include "image/segment.h"
#include "image/wall.h"

struct alpha {
	struct image alpha;  /* 1 channel */
	struct image colour; /* 3 channels; the picture's own where alpha 255 */
	double weak;	     /* share of the outline with little contrast */
};

/*
 * rgb: the full picture; small: the picture that wall and segment are of;
 * face: its box in the small one.  ERROR_LIMIT without memory.
 */
struct alpha_from {
	const struct image *rgb, *small;
	const struct wall *wall;
	const struct segment *segment;
	struct image_box face;
};
int alpha_make(const struct alpha_from *from, struct alpha *out,
	       struct error *err);
void alpha_release(struct alpha *a);

#endif
