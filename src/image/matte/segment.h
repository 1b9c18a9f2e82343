/* SPDX-License-Identifier: MIT */
/*
 * Person or wall for every pixel of a small portrait: what the wall's model
 * and the face's place make sure, and a graph cut over colour mixtures for
 * the rest (graphcut.h), on half the size first.  Then holes and collars are
 * put right.  Pure and deterministic.
 */
#ifndef IMAGE_MATTE_SEGMENT_H
#define IMAGE_MATTE_SEGMENT_H

#include "image/pixel/mask.h"
#include "image/matte/wall_model.h"

struct segment {
	struct mask person;  /* the cut, cleaned */
	struct mask by_wall; /* the same by distance from the wall alone */
};

/* rgb: 3 channels of the wall's size; face: its box there. */
void segment_make(const struct image *rgb, const struct wall_model *wall,
		  struct image_box face, struct segment *out);
void segment_release(struct segment *s);

#endif
