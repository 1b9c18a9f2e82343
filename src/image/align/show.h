/* SPDX-License-Identifier: MIT */
/*
 * The evidence of a comparison drawn for people: the first face, the second
 * one turned and sized onto it, and where their detail agrees.  Pure,
 * thread-safe; the pictures are the caller's.
 */
#ifndef IMAGE_ALIGN_SHOW_H
#define IMAGE_ALIGN_SHOW_H

#include "image/align/align.h"

struct align_shown {
	struct image first, second; /* 3 channels, one size */
	struct image agreement; /* the first: green = agrees, red = differs */
};

/* A face and the picture it was prepared from, 3 channels of its size. */
struct align_show_side {
	const struct align_face *face;
	const struct image *rgb;
};

/* r is what align_compare(a, b) found.  ERROR_LIMIT without memory. */
int align_show(struct align_show_side a, struct align_show_side b,
	       const struct align_result *r, struct align_shown *out,
	       struct error *err);
void align_show_release(struct align_shown *shown);

#endif
