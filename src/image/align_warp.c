/* SPDX-License-Identifier: MIT */
#include "image/align_warp.h"

#include <math.h>

static float scale_of(int level)
{
	return level == 2 ? 1 : level == 1 ? .5f : .25f;
}

void align_warp_place(struct align_warp *w, const struct align_face *a,
		      int level, double reach_x, double reach_y)
{
	float k = scale_of(level);
	int rx = (int)(reach_x * k), ry = (int)(reach_y * k);
	int cx = (int)(a->centre_x * k), cy = (int)(a->centre_y * k);

	if (rx > ALIGN_WARP_SIDE / 2)
		rx = ALIGN_WARP_SIDE / 2;
	if (ry > ALIGN_WARP_SIDE / 2)
		ry = ALIGN_WARP_SIDE / 2;
	w->left = cx - rx;
	w->top = cy - ry;
	w->width = 2 * rx;
	w->height = 2 * ry;
}

/* Pixel indices, fractional; what lies off b is moved to its edge. */
struct track {
	float u[ALIGN_WARP_SIDE], v[ALIGN_WARP_SIDE];
	int at[ALIGN_WARP_SIDE];
};

static void follow(const struct plane *b, const float start[2],
		   const float step[2], int n, struct track *t, float *inside)
{
	float right = (float)b->width - 1.001f;
	float bottom = (float)b->height - 1.001f;
	int i;

	for (i = 0; i < n; i++) {
		float x = start[0] + step[0] * (float)i;
		float y = start[1] + step[1] * (float)i;
		float cx = x < 0 ? 0 : x > right ? right : x;
		float cy = y < 0 ? 0 : y > bottom ? bottom : y;
		int ix = (int)cx, iy = (int)cy;

		inside[i] = cx == x && cy == y ? 1 : 0;
		t->u[i] = cx - (float)ix;
		t->v[i] = cy - (float)iy;
		t->at[i] = iy * b->width + ix;
	}
}

static void fetch(const struct plane *b, const struct track *t, int n,
		  float *out)
{
	int i;

	for (i = 0; i < n; i++) {
		const float *p = b->data + t->at[i], *q = p + b->width;
		float top = p[0] + (p[1] - p[0]) * t->u[i];
		float bottom = q[0] + (q[1] - q[0]) * t->u[i];

		out[i] = top + (bottom - top) * t->v[i];
	}
}

void align_warp(struct align_warp *w, const struct align_face *a,
		const struct align_face *b, int level, const float m[6])
{
	float k = scale_of(level), step[2] = {m[0], m[3]}, start[2];
	float x = (float)w->left + .5f - a->centre_x * k;
	struct track track;
	int row;

	for (row = 0; row < w->height; row++) {
		float y = (float)(w->top + row) + .5f - a->centre_y * k;

		start[0] = m[0] * x + m[1] * y + m[2] * k - .5f;
		start[1] = m[3] * x + m[4] * y + m[5] * k - .5f;
		follow(&b->level[level], start, step, w->width, &track,
		       w->inside[row]);
		fetch(&b->level[level], &track, w->width, w->value[row]);
	}
}
