/* SPDX-License-Identifier: MIT */
/*
 * Pictures of the evidence of a comparison, for people: the first face, the
 * second face mapped onto it, and where their detail agrees.  Pure,
 * thread-safe; the caller releases the pictures.
 */
#ifndef IMAGE_ALIGN_SHOW_H
#define IMAGE_ALIGN_SHOW_H

#include "image/align/align.h"

struct align_shown {
	struct image first, second; /* 3 channels, one size */
	struct image agreement;	    /* first, tinted green (agrees) to red */
};

/* A face and the picture it was prepared from, 3 channels of its size. */
struct align_show_side {
	const struct align_face *face;
	const struct image *rgb;
};

/* r: the result of align_compare(a, b).  ERROR_LIMIT when memory runs out. */
int align_show(struct align_show_side a, struct align_show_side b,
	       const struct align_result *r, struct align_shown *out,
	       struct error *err);
void align_show_release(struct align_shown *shown);

#endif
