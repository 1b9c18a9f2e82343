/* SPDX-License-Identifier: MIT */
/*
 * Alpha matting: from a sharp outline on a small picture to a soft alpha on
 * the full one.  A trimap, wall / unknown / person, whose unknown part is a
 * band around the outline; the wall's and the person's colour spread into the
 * band (pull_push.h); alpha by where a pixel lies between the two, and the
 * person's colour with the wall's share taken out (unmix.h).
 *
 * It is the way of Knockout (Berman, Vlahos and Dadourian 2000): both colours
 * go on smoothly from the trimap's known parts.  It neither picks samples for
 * each pixel nor solves a linear system as closed-form matting does (Levin,
 * Lischinski and Weiss 2006); the wall's model and the outline, which those
 * do not have, take their place.  Pure, deterministic.
 */
#ifndef IMAGE_MATTE_ALPHA_MATTE_H
#define IMAGE_MATTE_ALPHA_MATTE_H

#include "image/matte/segment.h"
#include "image/matte/wall_model.h"

struct alpha_matte {
	struct image alpha;  /* 1 channel */
	struct image colour; /* 3 channels; the picture's own where alpha 255 */
	double low_contrast; /* share of the outline; wall and person alike */
	double wall_rest;    /* of a face's area: like the wall, and opaque */
	double wall_patch;   /* of it: the same in the person's colours */
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
