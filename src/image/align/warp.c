/* SPDX-License-Identifier: MIT */
#include "image/align/warp.h"

#include <math.h>

#include "image/pixel/clones.h"

void align_warp_place(struct align_warp *w, const struct align_face *a,
		      int level, double reach_x, double reach_y)
{
	float k = (float)align_face_scale(level);
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

/* One row: where its pixels lie in b, as index and fraction. */
struct track {
	float x[ALIGN_WARP_SIDE], y[ALIGN_WARP_SIDE];
	float u[ALIGN_WARP_SIDE], v[ALIGN_WARP_SIDE];
	int at[ALIGN_WARP_SIDE];
};

/* What lies off b is moved to its edge. */
IMAGE_CLONES
static void settle(const struct plane *b, int n, struct track *t, float *inside)
{
	float right = (float)b->width - 1.001f;
	float bottom = (float)b->height - 1.001f;
	int i;

	for (i = 0; i < n; i++) {
		float x = t->x[i], y = t->y[i];
		float cx = x < 0 ? 0 : x > right ? right : x;
		float cy = y < 0 ? 0 : y > bottom ? bottom : y;
		int ix = (int)cx, iy = (int)cy;

		inside[i] = cx == x && cy == y ? 1 : 0;
		t->u[i] = cx - (float)ix;
		t->v[i] = cy - (float)iy;
		t->at[i] = iy * b->width + ix;
	}
}

IMAGE_CLONES
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

/* Places from the map alone; x, y of the first pixel off a's centre. */
static void follow(const float m[6], float k, const float from[2], int n,
		   struct track *t)
{
	float bx = m[0] * from[0] + m[1] * from[1] + m[2] * k - .5f;
	float by = m[3] * from[0] + m[4] * from[1] + m[5] * k - .5f;
	int i;

	for (i = 0; i < n; i++) {
		t->x[i] = bx + m[0] * (float)i;
		t->y[i] = by + m[3] * (float)i;
	}
}

/* Add what the moves do to places. */
static void add_flow(const struct align_view *view, const float from[3], int n,
		     struct track *t)
{
	const float *m = view->m;
	float dx[ALIGN_WARP_SIDE], dy[ALIGN_WARP_SIDE];
	int i;

	align_flow_row(view->flow, from, n, dx, dy);
	for (i = 0; i < n; i++) {
		t->x[i] += (m[0] * dx[i] + m[1] * dy[i]) / from[2];
		t->y[i] += (m[3] * dx[i] + m[4] * dy[i]) / from[2];
	}
}

void align_warp(struct align_warp *w, const struct align_face *a,
		const struct align_face *b, struct align_view view)
{
	float k = (float)align_face_scale(view.level);
	float x = (float)w->left + .5f - a->centre_x * k;
	const struct plane *level = &b->level[view.level];
	struct track track;
	int row;

	for (row = 0; row < w->height; row++) {
		float y = (float)(w->top + row) + .5f - a->centre_y * k;

		follow(view.m, k, (float[2]){x, y}, w->width, &track);
		if (view.flow != NULL && view.flow->across > 0)
			add_flow(&view, (float[3]){x / k, y / k, 1 / k},
				 w->width, &track);
		settle(level, w->width, &track, w->inside[row]);
		fetch(level, &track, w->width, w->value[row]);
	}
}
