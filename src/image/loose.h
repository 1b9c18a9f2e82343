/* SPDX-License-Identifier: MIT */
/*
 * Loose hair: where long hair ends beside the neck, strands and wall share
 * pixels further in and out than any band around an outline reaches.  Pure,
 * deterministic.
 */
#ifndef IMAGE_LOOSE_H
#define IMAGE_LOOSE_H

#include "image/wall.h"

/*
 * Set in out (made here) what may be hair and wall at once.  small: the
 * picture that wall is of; edge: signed distance to the outline there,
 * negative inside; face: its box there.  Nothing is where no hair hangs.
 */
void loose_find(const struct image *small, const struct wall *wall,
		const struct plane *edge, struct image_box face,
		struct shape *out);

#endif
