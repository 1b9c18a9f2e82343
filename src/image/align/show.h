/* SPDX-License-Identifier: MIT */
/*
 * What a comparison saw, drawn for people: the first face, the second one
 * turned and sized onto it, and where their detail agrees.  Pure,
 * thread-safe; the pictures are the caller's.
 */
#ifndef IMAGE_ALIGN_SHOW_H
#define IMAGE_ALIGN_SHOW_H

#include "image/align/align.h"

struct align_shown {
	struct image first, second; /* 3 channels, one size */
	struct image agreement; /* the first: green = agrees, red = differs */
};

/*
 * r is what align_compare(a, b) found; rgb_a and rgb_b are the pictures the
 * faces were prepared from, 3 channels of the same size.  ERROR_LIMIT without
 * memory.
 */
int align_show(const struct align_face *a, const struct align_face *b,
	       const struct align_result *r, const struct image *rgb_a,
	       const struct image *rgb_b, struct align_shown *out,
	       struct error *err);
void align_show_release(struct align_shown *shown);

#endif
