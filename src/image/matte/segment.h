/* SPDX-License-Identifier: MIT */
/*
 * Person or wall for every pixel of a small portrait.  Pixels that the wall's
 * model or the place of the face make certain are set; a graph cut over colour
 * mixtures (graphcut.h) decides the rest, first at half the size.  Then holes
 * and collars are corrected.  Pure and deterministic.
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
