/* SPDX-License-Identifier: MIT */
#include "image/pixel/plane.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "image/pixel/clones.h"

void plane_init(struct plane *p, int width, int height)
{
	p->width = width;
	p->height = height;
	p->data = mem_xcalloc((size_t)width * (size_t)height, sizeof(float));
}

void plane_room(struct plane *p, int width, int height)
{
	p->width = width;
	p->height = height;
	p->data = mem_xmalloc((size_t)width * (size_t)height * sizeof(float));
}

void plane_release(struct plane *p)
{
	free(p->data);
	*p = (struct plane)PLANE_INIT;
}

void plane_copy(const struct plane *from, struct plane *to)
{
	plane_room(to, from->width, from->height);
	memcpy(to->data, from->data,
	       (size_t)to->width * (size_t)to->height * sizeof(float));
}

void plane_from_image(struct plane *p, const struct image *im, int c)
{
	size_t i, n = (size_t)im->width * (size_t)im->height;
	size_t step = (size_t)im->channels;

	plane_room(p, im->width, im->height);
	for (i = 0; i < n; i++)
		p->data[i] = im->data[i * step + (size_t)c];
}

/*
 * A Gaussian cut off after so many sigmas, where 1.2 % of it is left, and made
 * to sum to 1 again.
 */
static const float reach = 2.5f;

struct kernel {
	int radius;
	float *weights; /* 2 * radius + 1 */
};

static void kernel_init(struct kernel *k, float sigma)
{
	float sum = 0;
	int i, radius = (int)ceilf(reach * sigma);

	k->radius = radius < 1 ? 1 : radius;
	k->weights = mem_xcalloc((size_t)(2 * k->radius + 1), sizeof(float));
	for (i = -k->radius; i <= k->radius; i++)
		sum += k->weights[i + k->radius] =
			expf(-(float)(i * i) / (2 * sigma * sigma));
	for (i = 0; i <= 2 * k->radius; i++)
		k->weights[i] /= sum;
}

/*
 * out[n] = in weighted by the kernel, each tap step floats further on: 1
 * across, the width of a row down.  Tap by tap over the whole row, so that
 * the inner loop is vectors; the first tap sets what the others add to.
 */
IMAGE_CLONES
static void weigh(float *restrict out, const float *restrict in,
		  const struct kernel *restrict kernel, int n, int step)
{
	const float *restrict weights = kernel->weights;
	int taps = 2 * kernel->radius + 1, i, k;

	for (i = 0; i < n; i++)
		out[i] = weights[0] * in[i];
	for (k = 1; k < taps; k++)
		for (i = 0; i < n; i++)
			out[i] += weights[k] * in[k * step + i];
}

static void blur_across(const struct plane *from, struct plane *to,
			const struct kernel *kernel)
{
	int w = from->width, radius = kernel->radius, x, y;
	float *padded = mem_xmalloc((size_t)(w + 2 * radius) * sizeof(float));

	for (y = 0; y < from->height; y++) {
		const float *in = plane_row(from, y);

		memcpy(padded + radius, in, (size_t)w * sizeof(float));
		for (x = 0; x < radius; x++) {
			padded[x] = in[0];
			padded[w + radius + x] = in[w - 1];
		}
		weigh(plane_row(to, y), padded, kernel, w, 1);
	}
	free(padded);
}

/* The rows at the edges, where the kernel reaches out of the picture. */
static void blur_edge_row(const struct plane *from, struct plane *to, int y,
			  const struct kernel *kernel)
{
	float *out = plane_row(to, y);
	int i, x;

	memset(out, 0, (size_t)to->width * sizeof(float));
	for (i = 0; i <= 2 * kernel->radius; i++) {
		const float *in =
			plane_row(from, number_clamp(y + i - kernel->radius, 0,
						     from->height - 1));

		for (x = 0; x < to->width; x++)
			out[x] += kernel->weights[i] * in[x];
	}
}

static void blur_down(const struct plane *from, struct plane *to,
		      const struct kernel *kernel)
{
	int y, w = from->width, radius = kernel->radius;

	for (y = 0; y < from->height; y++)
		if (y < radius || y >= from->height - radius)
			blur_edge_row(from, to, y, kernel);
		else
			weigh(plane_row(to, y), plane_row(from, y - radius),
			      kernel, w, w);
}

void plane_gauss(const struct plane *from, struct plane *to, float sigma)
{
	struct kernel kernel;
	struct plane middle;

	kernel_init(&kernel, sigma);
	plane_room(&middle, from->width, from->height);
	blur_across(from, &middle, &kernel);
	blur_down(&middle, to, &kernel);
	plane_release(&middle);
	free(kernel.weights);
}

static float pick(float a, float b, bool least)
{
	return (a < b) == least ? a : b;
}

/*
 * Least or most of the 3 x 3 neighbours, across and then down.  A square of
 * 2r+1 is r of these: for the small r that is asked for, cheaper than queues.
 */
IMAGE_CLONES
static void extreme(struct plane *p, struct plane *middle, bool least)
{
	int w = p->width, h = p->height, x, y;

	for (y = 0; y < h; y++) {
		const float *restrict in = plane_row(p, y);
		float *restrict out = plane_row(middle, y);

		out[0] = w > 1 ? pick(in[0], in[1], least) : in[0];
		out[w - 1] = w > 1 ? pick(in[w - 2], in[w - 1], least) : in[0];
		for (x = 1; x < w - 1; x++)
			out[x] = pick(pick(in[x - 1], in[x], least), in[x + 1],
				      least);
	}
	for (y = 0; y < h; y++) {
		const float *restrict a = plane_row(middle, y > 0 ? y - 1 : 0);
		const float *restrict b = plane_row(middle, y);
		const float *restrict c =
			plane_row(middle, y < h - 1 ? y + 1 : y);
		float *restrict out = plane_row(p, y);

		for (x = 0; x < w; x++)
			out[x] = pick(pick(a[x], b[x], least), c[x], least);
	}
}

/* Erosion, then dilation (Serra, Image Analysis and Mathematical Morphology).
 */
void plane_open(struct plane *p, int r)
{
	struct plane middle;
	int i;

	plane_room(&middle, p->width, p->height);
	for (i = 0; i < 2 * r; i++)
		extreme(p, &middle, i < r);
	plane_release(&middle);
}
