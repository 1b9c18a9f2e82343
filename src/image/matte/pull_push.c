/* SPDX-License-Identifier: MIT */
#include "image/matte/pull_push.h"

#include <string.h>

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

/* Bilinear value of the coarse row pair at fine column x. */
static float interpolate(const float *a, const float *b, float part, int x,
			 int width)
{
	int near = x / 2, other = x % 2 ? near + 1 : near - 1;

	if (other < 0 || other >= width)
		other = near;
	return (1 - part) * (near_weight * a[near] + other_weight * a[other]) +
	       part * (near_weight * b[near] + other_weight * b[other]);
}

/* Push: v holds weight * value; leaves the value, filled from coarse. */
static void push(struct plane *v, const struct plane *weight,
		 const struct plane *coarse)
{
	int x, y, near, other;

	for (y = 0; y < v->height; y++) {
		float *out = plane_row(v, y);
		const float *k = plane_row(weight, y);

		near = y / 2;
		other = y % 2 ? near + 1 : near - 1;
		if (other < 0 || other >= coarse->height)
			other = near;
		for (x = 0; x < v->width; x++)
			if (k[x] < 1)
				out[x] += (1 - k[x]) *
					  interpolate(plane_row(coarse, near),
						      plane_row(coarse, other),
						      other_weight, x,
						      coarse->width);
	}
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
