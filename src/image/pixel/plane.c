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

/* out = in weighted by the kernel, each tap step floats further on. */
IMAGE_CLONES
static void weigh(float *restrict out, const float *restrict in,
		  const float *restrict kernel, const int size[3])
{
	int n = size[0], taps = size[1], step = size[2], i, k;

	for (i = 0; i < n; i++)
		out[i] = kernel[0] * in[i];
	for (k = 1; k < taps; k++)
		for (i = 0; i < n; i++)
			out[i] += kernel[k] * in[k * step + i];
}

static void blur_across(const struct plane *from, struct plane *to,
			const float *kernel, int radius)
{
	int w = from->width, x, y, size[3] = {w, 2 * radius + 1, 1};
	float *padded = mem_xmalloc((size_t)(w + 2 * radius) * sizeof(float));

	for (y = 0; y < from->height; y++) {
		const float *in = plane_row(from, y);

		memcpy(padded + radius, in, (size_t)w * sizeof(float));
		for (x = 0; x < radius; x++) {
			padded[x] = in[0];
			padded[w + radius + x] = in[w - 1];
		}
		weigh(plane_row(to, y), padded, kernel, size);
	}
	free(padded);
}

/* The rows at the edges, where the kernel reaches out of the picture. */
static void blur_edge_row(const struct plane *from, struct plane *to, int y,
			  const float *kernel, int radius)
{
	float *out = plane_row(to, y);
	int i, x;

	memset(out, 0, (size_t)to->width * sizeof(float));
	for (i = 0; i <= 2 * radius; i++) {
		const float *in =
			plane_row(from, number_clamp(y + i - radius, 0,
						     from->height - 1));

		for (x = 0; x < to->width; x++)
			out[x] += kernel[i] * in[x];
	}
}

static void blur_down(const struct plane *from, struct plane *to,
		      const float *kernel, int radius)
{
	int y, size[3] = {from->width, 2 * radius + 1, from->width};

	for (y = 0; y < from->height; y++)
		if (y < radius || y >= from->height - radius)
			blur_edge_row(from, to, y, kernel, radius);
		else
			weigh(plane_row(to, y), plane_row(from, y - radius),
			      kernel, size);
}

void plane_gauss(const struct plane *from, struct plane *to, float sigma)
{
	int radius = (int)ceilf(2.5f * sigma), i;
	struct plane middle;
	float *kernel, sum = 0;

	if (radius < 1)
		radius = 1;
	kernel = mem_xcalloc((size_t)(2 * radius + 1), sizeof(float));
	for (i = -radius; i <= radius; i++)
		sum += kernel[i + radius] =
			expf(-(float)(i * i) / (2 * sigma * sigma));
	for (i = 0; i <= 2 * radius; i++)
		kernel[i] /= sum;
	plane_room(&middle, from->width, from->height);
	blur_across(from, &middle, kernel, radius);
	blur_down(&middle, to, kernel, radius);
	plane_release(&middle);
	free(kernel);
}

static float pick(float a, float b, bool least)
{
	return (a < b) == least ? a : b;
}

/* Least or most of the 3 x 3 neighbours. */
IMAGE_CLONES
static void extreme(struct plane *p, struct plane *middle, bool least)
{
	int w = p->width, h = p->height, x, y;

	for (y = 0; y < h; y++) {
		const float *restrict in = plane_row(p, y);
		float *restrict out = plane_row(middle, y);

		out[0] = in[0];
		out[w - 1] = in[w - 1];
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

void plane_open(struct plane *p, int r)
{
	struct plane middle;
	int i;

	plane_room(&middle, p->width, p->height);
	for (i = 0; i < 2 * r; i++)
		extreme(p, &middle, i < r);
	plane_release(&middle);
}
