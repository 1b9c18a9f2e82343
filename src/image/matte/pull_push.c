/* SPDX-License-Identifier: MIT */
#include "image/matte/pull_push.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/pixel/clones.h"

/* Bilinear weights of a coarse pixel twice as wide, and of its neighbour. */
static const float near_weight = 0.75f, other_weight = 0.25f;
/* One known pixel of four is as good as all four: no lower weight is kept. */
static const float full_weight = 0.25f;
/* What no pixel of a level knows is 0 and no division by it. */
static const float least_weight = 1e-6f;

/* Pull: halve, mean of weighted values and of weights over 2 x 2 pixels. */
IMAGE_CLONES
static void pull(const struct plane *from, struct plane *to)
{
	int w = from->width, h = from->height, x, y;

	plane_room(to, (w + 1) / 2, (h + 1) / 2);
	for (y = 0; y < to->height; y++) {
		const float *a = plane_row(from, 2 * y);
		const float *b =
			plane_row(from, 2 * y + 1 < h ? 2 * y + 1 : 2 * y);
		float *out = plane_row(to, y);

		for (x = 0; x < w / 2; x++)
			out[x] = (a[2 * x] + a[2 * x + 1] + b[2 * x] +
				  b[2 * x + 1]) *
				 0.25f;
		if (w % 2)
			out[x] = (a[2 * x] + b[2 * x]) * 0.5f;
	}
}

/* A row twice as wide: each pixel of the coarse one, and of its neighbours. */
IMAGE_CLONES
static void widen(float *restrict out, const float *restrict in, int n)
{
	int x;

	for (x = 1; x < n - 1; x++) {
		float near = near_weight * in[x];

		out[2 * x] = near + other_weight * in[x - 1];
		out[2 * x + 1] = near + other_weight * in[x + 1];
	}
	for (x = 0; x<n; x += n> 1 ? n - 1 : 1) {
		float near = near_weight * in[x];

		out[2 * x] = near + other_weight * in[x > 0 ? x - 1 : x];
		out[2 * x + 1] =
			near + other_weight * in[x < n - 1 ? x + 1 : x];
	}
}

IMAGE_CLONES
static void push_row(float *restrict out, const float *restrict weight,
		     const float *restrict near, const float *restrict other,
		     int n)
{
	const float part = other_weight;
	int x;

	for (x = 0; x < n; x++) {
		float k = weight[x];
		float more = (1 - k) * ((1 - part) * near[x] + part * other[x]);

		out[x] = k < 1 ? out[x] + more : out[x];
	}
}

/*
 * Push: v holds weight * value; leaves the value, filled from coarse, of which
 * two rows are wide at a time: odd ones in the one, even ones in the other.
 */
static void push(struct plane *v, const struct plane *weight,
		 const struct plane *coarse)
{
	int width = 2 * coarse->width, done = -1, y, near, other;
	float *wide = mem_xmalloc(2 * (size_t)width * sizeof(*wide));

	for (y = 0; y < v->height; y++) {
		near = y / 2;
		other = y % 2 ? near + 1 : near - 1;
		for (; done < near || done < other; done++)
			if (done + 1 < coarse->height)
				widen(wide + (done + 1) % 2 * width,
				      plane_row(coarse, done + 1),
				      coarse->width);
		if (other < 0 || other >= coarse->height)
			other = near;
		push_row(plane_row(v, y), plane_row(weight, y),
			 wide + near % 2 * width, wide + other % 2 * width,
			 v->width);
	}
	free(wide);
}

static void divide_by_weight(struct plane *v, const struct plane *weight)
{
	size_t i, n = (size_t)v->width * (size_t)v->height;

	for (i = 0; i < n; i++)
		v->data[i] /= weight->data[i] > least_weight ? weight->data[i]
							     : least_weight;
}

/*
 * The weights of a level say how much to trust it, up to full from 1/4 on (the
 * paper's saturation): else a lone known pixel would fade on its way up and
 * far ones would outvote it.
 */
IMAGE_CLONES
static void saturate(struct plane *values, int n, struct plane *weight)
{
	size_t i, size = (size_t)weight->width * (size_t)weight->height;
	int p;

	for (i = 0; i < size; i++) {
		float k = weight->data[i], more = k > full_weight ? 1 / k : 4;

		if (k <= 0)
			continue;
		weight->data[i] = k * more;
		for (p = 0; p < n; p++)
			values[p].data[i] *= more;
	}
}

static void fill_level(struct plane *values, int n, struct plane *weight)
{
	struct plane coarse[PULL_PUSH_MAX], w = PLANE_INIT;
	int p;

	if (weight->width <= 2 || weight->height <= 2) {
		for (p = 0; p < n; p++)
			divide_by_weight(&values[p], weight);
		return;
	}
	pull(weight, &w);
	for (p = 0; p < n; p++)
		pull(&values[p], &coarse[p]);
	saturate(coarse, n, &w);
	fill_level(coarse, n, &w);
	for (p = 0; p < n; p++) {
		push(&values[p], weight, &coarse[p]);
		plane_release(&coarse[p]);
	}
	plane_release(&w);
}

void pull_push_fill(struct plane *values, int n, const struct plane *weight)
{
	size_t i, size = (size_t)weight->width * (size_t)weight->height;
	struct plane own;
	int p;

	plane_room(&own, weight->width, weight->height);
	memcpy(own.data, weight->data, size * sizeof(float));
	for (p = 0; p < n; p++)
		for (i = 0; i < size; i++)
			values[p].data[i] *= own.data[i];
	fill_level(values, n, &own);
	plane_release(&own);
}
