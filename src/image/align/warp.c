/* SPDX-License-Identifier: MIT */
#include "image/align/warp.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "image/pixel/clones.h"
#include "image/pixel/vector.h"

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

/*
 * Where the pixels of one row lie in b: first as places, then as the index of
 * the sample's upper left pixel and the fractions beyond it.  Each step is a
 * loop of its own over plain arrays, which a compiler can make vectors of.
 */
struct samples {
	float x[ALIGN_WARP_SIDE], y[ALIGN_WARP_SIDE];
	float u[ALIGN_WARP_SIDE], v[ALIGN_WARP_SIDE];
	int at[ALIGN_WARP_SIDE];
};

/*
 * The last place with a neighbour to its right: one pixel and a little less,
 * for a place exactly on the last pixel would read past it.
 */
#define EDGE 1.001f

/*
 * What lies off b is moved to its edge and said to be off.  Written as the
 * processor's minimum and maximum, without "and": else it is no vector loop.
 */
VECTOR_INLINE void clamp_samples(const struct plane *b, int n,
				 struct samples *restrict s,
				 float *restrict inside)
{
	const float right = (float)b->width - EDGE;
	const float bottom = (float)b->height - EDGE;
	const int width = b->width;
	int i;

	for (i = 0; i < n; i++) {
		float x = s->x[i], y = s->y[i];
		float cx = x > 0 ? x : 0, cy = y > 0 ? y : 0;
		int ix, iy;

		cx = cx < right ? cx : right;
		cy = cy < bottom ? cy : bottom;
		ix = (int)cx;
		iy = (int)cy;
		inside[i] = ((cx == x) & (cy == y)) ? 1.0f : 0.0f;
		s->u[i] = cx - (float)ix;
		s->v[i] = cy - (float)iy;
		s->at[i] = iy * width + ix;
	}
}

VECTOR_INLINE void interpolate_eight(const struct plane *b,
				     const struct samples *s, int i, float *out)
{
	vector_floats u, v, left, right, top, bottom;

	vector_load(s->u + i, &u);
	vector_load(s->v + i, &v);
	vector_load_pairs(b->data, s->at + i, &left, &right);
	top = left + (right - left) * u;
	vector_load_pairs(b->data + b->width, s->at + i, &left, &right);
	bottom = left + (right - left) * u;
	top += (bottom - top) * v;
	memcpy(out + i, &top, sizeof(top));
}

/* The last eight reach back over samples made before: equal ones again. */
VECTOR_INLINE void interpolate(const struct plane *b, const struct samples *s,
			       int n, float *out)
{
	int i;

	for (i = 0; i + VECTOR_LANES <= n; i += VECTOR_LANES)
		interpolate_eight(b, s, i, out);
	if (i < n && n >= VECTOR_LANES)
		interpolate_eight(b, s, n - VECTOR_LANES, out);
	for (; i < n && n < VECTOR_LANES; i++) {
		const float *p = b->data + s->at[i], *q = p + b->width;
		float top = p[0] + (p[1] - p[0]) * s->u[i];
		float bottom = q[0] + (q[1] - q[0]) * s->u[i];

		out[i] = top + (bottom - top) * s->v[i];
	}
}

/* Places from the affine map alone; from: the first pixel off a's centre. */
VECTOR_INLINE void map_row(const float m[6], float k, const float from[2],
			   int n, struct samples *s)
{
	/* a level's pixel i covers i .. i + 1, so its middle is half beyond */
	float bx = m[0] * from[0] + m[1] * from[1] + m[2] * k - .5f;
	float by = m[3] * from[0] + m[4] * from[1] + m[5] * k - .5f;
	int i;

	for (i = 0; i < n; i++) {
		s->x[i] = bx + m[0] * (float)i;
		s->y[i] = by + m[3] * (float)i;
	}
}

/*
 * Where the columns of a warp lie between the points of a field: the index of
 * the point to the left and the fraction beyond it, the same for every row.
 */
struct columns {
	float u[ALIGN_WARP_SIDE];
	int at[ALIGN_WARP_SIDE];
};

/* from: x of the first column, patch pixels a column.  Whole vectors of them.
 */
static void place_columns(const struct align_flow *flow, const float from[2],
			  int n, struct columns *c)
{
	int i;

	for (i = 0; i < n || i % VECTOR_LANES; i++) {
		float u = number_clamp_float(
			(from[0] + from[1] * (float)i - flow->x0) /
				ALIGN_FLOW_STEP,
			0, (float)flow->across - EDGE);

		c->at[i] = (int)u;
		c->u[i] = u - (float)c->at[i];
	}
}

/* One part of the field, a value a point of the row, at eight columns. */
VECTOR_INLINE void displace_eight(const float *points, const struct columns *c,
				  int i, vector_floats *out)
{
	vector_floats u, left, right;

	vector_load(c->u + i, &u);
	vector_load_pairs(points, c->at + i, &left, &right);
	*out = left * (1 - u) + right * u;
}

/* The field at the row y, bilinear between its points: along y first. */
VECTOR_INLINE void field_row(const struct align_flow *flow, float y,
			     float across[2][ALIGN_FLOW_CELLS])
{
	float v = number_clamp_float((y - flow->y0) / ALIGN_FLOW_STEP, 0,
				     (float)flow->down - EDGE);
	int j = (int)v, k;

	v -= (float)j;
	for (k = 0; k < flow->across; k++) {
		across[0][k] =
			flow->dx[j][k] * (1 - v) + flow->dx[j + 1][k] * v;
		across[1][k] =
			flow->dy[j][k] * (1 - v) + flow->dy[j + 1][k] * v;
	}
}

/*
 * m(p + d(p)) is m(p) plus the linear part of m times d: the places that
 * map_row() made only need that added.  y: of the row, patch pixels.
 */
VECTOR_INLINE void displace_row(const struct align_view *view, float y,
				const struct columns *c, int n,
				struct samples *s)
{
	const float *m = view->m;
	float step = 1 / (float)align_face_scale(view->level);
	float across[2][ALIGN_FLOW_CELLS];
	vector_floats dx, dy, at_x, at_y;
	int i;

	field_row(view->flow, y, across);
	for (i = 0; i < n; i += VECTOR_LANES) {
		displace_eight(across[0], c, i, &dx);
		displace_eight(across[1], c, i, &dy);
		vector_load(s->x + i, &at_x);
		vector_load(s->y + i, &at_y);
		at_x += (m[0] * dx + m[1] * dy) / step;
		at_y += (m[3] * dx + m[4] * dy) / step;
		memcpy(s->x + i, &at_x, sizeof(at_x));
		memcpy(s->y + i, &at_y, sizeof(at_y));
	}
}

IMAGE_CLONES
void align_warp(struct align_warp *w, const struct align_face *a,
		const struct align_face *b, struct align_view view)
{
	float k = (float)align_face_scale(view.level);
	float x = (float)w->left + .5f - a->centre_x * k;
	bool bent = view.flow != NULL && view.flow->across > 0;
	const struct plane *level = &b->level[view.level];
	struct columns columns;
	struct samples samples;
	int row;

	if (bent)
		place_columns(view.flow, (float[2]){x / k, 1 / k}, w->width,
			      &columns);
	for (row = 0; row < w->height; row++) {
		float y = (float)(w->top + row) + .5f - a->centre_y * k;

		map_row(view.m, k, (float[2]){x, y}, w->width, &samples);
		if (bent)
			displace_row(&view, y / k, &columns, w->width,
				     &samples);
		clamp_samples(level, w->width, &samples, w->inside[row]);
		interpolate(level, &samples, w->width, w->value[row]);
	}
}
