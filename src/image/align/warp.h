/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: face b seen through a map in the frame of face
 * a, a rectangle around a's centre.
 */
#ifndef IMAGE_ALIGN_WARP_H
#define IMAGE_ALIGN_WARP_H

#include "image/align/face.h"
#include "image/align/flow.h"

enum { ALIGN_WARP_SIDE = 128 }; /* largest rectangle */

struct align_warp {
	int left, top;	   /* pixel of a's level at the corner */
	int width, height; /* at most ALIGN_WARP_SIDE */
	float value[ALIGN_WARP_SIDE][ALIGN_WARP_SIDE];
	float inside[ALIGN_WARP_SIDE][ALIGN_WARP_SIDE]; /* 1, or 0 off b */
};

/* How b is seen: a level, a map (align_coarse.h) and moves or NULL. */
struct align_view {
	int level;
	const float *m;
	const struct align_flow *flow;
};

/* The rectangle reach_x, reach_y patch pixels about a's centre. */
void align_warp_place(struct align_warp *w, const struct align_face *a,
		      int level, double reach_x, double reach_y);
void align_warp(struct align_warp *w, const struct align_face *a,
		const struct align_face *b, struct align_view view);

#endif
