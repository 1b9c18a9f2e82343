/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: face b resampled through a map into the frame
 * of face a, a rectangle about a's centre.  The map is affine, with or without
 * a displacement field on top; samples are bilinear.
 *
 *        a's level                          b's level
 *     +--------------+                   +--------------+
 *     |  +--------+  |   p + d(p)        |      . .     |
 *     |  |   .p   |--------------------->|   .     .    |
 *     |  |  c     |  |   then m          |    .   q  .  |
 *     |  +--------+  |                   |      . .     |
 *     +--------------+                   +--------------+
 *
 *     q = m(p + d(p)), p and d(p) in patch pixels from a's centre c,
 *     q in patch pixels from b's corner; value = b at q.
 */
#ifndef IMAGE_ALIGN_WARP_H
#define IMAGE_ALIGN_WARP_H

#include "image/align/face.h"

enum {
	ALIGN_WARP_SIDE = 128, /* largest rectangle, level pixels */
	ALIGN_FLOW_STEP = 9,   /* patch pixels between points of a field */
	ALIGN_FLOW_CELLS = 14  /* most points along a side */
};

struct align_warp {
	int left, top;	   /* pixel of a's level at the corner */
	int width, height; /* at most ALIGN_WARP_SIDE */
	float value[ALIGN_WARP_SIDE][ALIGN_WARP_SIDE];
	float inside[ALIGN_WARP_SIDE][ALIGN_WARP_SIDE]; /* 1, or 0 off b */
};

/*
 * A displacement field d: dx, dy at a grid of points ALIGN_FLOW_STEP patch
 * pixels apart, the first at (x0, y0) from a's centre; bilinear between them,
 * the border's value beyond.  Made by image/align/flow.h.
 */
struct align_flow {
	int across, down; /* points; 0: no displacement */
	float x0, y0;
	float dx[ALIGN_FLOW_CELLS][ALIGN_FLOW_CELLS];
	float dy[ALIGN_FLOW_CELLS][ALIGN_FLOW_CELLS];
};

/* How b is seen: a level, a map (image/align/coarse.h) and a field or NULL. */
struct align_view {
	int level;
	const float *m;
	const struct align_flow *flow;
};

/* Set the rectangle: reach_x, reach_y patch pixels each way from a's centre. */
void align_warp_place(struct align_warp *w, const struct align_face *a,
		      int level, double reach_x, double reach_y);
void align_warp(struct align_warp *w, const struct align_face *a,
		const struct align_face *b, struct align_view view);

#endif
