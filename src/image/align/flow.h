/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: what an affine map leaves, a smooth field of
 * small moves: a face made slimmer, paper that was not flat.
 */
#ifndef IMAGE_ALIGN_FLOW_H
#define IMAGE_ALIGN_FLOW_H

#include "image/align/face.h"

enum { ALIGN_FLOW_STEP = 9, ALIGN_FLOW_CELLS = 14 };

/*
 * Moves at a grid of points ALIGN_FLOW_STEP patch pixels apart, from the
 * first at (x0, y0) off a's centre.  A pixel p of a is seen at m(p + move(p)).
 */
struct align_flow {
	int across, down; /* 0: no moves */
	float x0, y0;
	float dx[ALIGN_FLOW_CELLS][ALIGN_FLOW_CELLS];
	float dy[ALIGN_FLOW_CELLS][ALIGN_FLOW_CELLS];
};

/* Find the field for a map; m as in align_coarse.h. */
void align_flow_find(struct align_flow *flow, const struct align_face *a,
		     const struct align_face *b, const float m[6]);

/* The moves at x + i step, y off a's centre; from is x, y, step. */
void align_flow_row(const struct align_flow *flow, const float from[3], int n,
		    float *dx, float *dy);

#endif
