/* SPDX-License-Identifier: MIT */
#include "image/plane.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void plane_init(struct plane *p, int width, int height)
{
	p->width = width;
	p->height = height;
	p->data = mem_xcalloc((size_t)width * (size_t)height, sizeof(float));
}

void plane_release(struct plane *p)
{
	free(p->data);
	*p = (struct plane)PLANE_INIT;
}

void plane_copy(const struct plane *from, struct plane *to)
{
	plane_init(to, from->width, from->height);
	memcpy(to->data, from->data,
	       (size_t)to->width * (size_t)to->height * sizeof(float));
}

void plane_from_image(struct plane *p, const struct image *im, int c)
{
	size_t i, n = (size_t)im->width * (size_t)im->height;
	size_t step = (size_t)im->channels;

	plane_init(p, im->width, im->height);
	for (i = 0; i < n; i++)
		p->data[i] = im->data[i * step + (size_t)c];
}

static int clamp(int v, int max)
{
	return v < 0 ? 0 : v > max ? max : v;
}

static void add_scaled(float *restrict out, const float *restrict in, float k,
		       int n)
{
	int i;

	for (i = 0; i < n; i++)
		out[i] += k * in[i];
}

static void blur_across(const struct plane *from, struct plane *to,
			const float *kernel, int radius)
{
	int w = from->width, x, y, i;
	float *padded = mem_xcalloc((size_t)(w + 2 * radius), sizeof(float));

	for (y = 0; y < from->height; y++) {
		for (x = -radius; x < w + radius; x++)
			padded[x + radius] =
				plane_row(from, y)[clamp(x, w - 1)];
		memset(plane_row(to, y), 0, (size_t)w * sizeof(float));
		for (i = 0; i <= 2 * radius; i++)
			add_scaled(plane_row(to, y), padded + i, kernel[i], w);
	}
	free(padded);
}

static void blur_down(const struct plane *from, struct plane *to,
		      const float *kernel, int radius)
{
	int y, i;

	for (y = 0; y < from->height; y++) {
		memset(plane_row(to, y), 0, (size_t)to->width * sizeof(float));
		for (i = 0; i <= 2 * radius; i++)
			add_scaled(plane_row(to, y),
				   plane_row(from, clamp(y + i - radius,
							 from->height - 1)),
				   kernel[i], from->width);
	}
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
	plane_init(&middle, from->width, from->height);
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

	plane_init(&middle, p->width, p->height);
	for (i = 0; i < 2 * r; i++)
		extreme(p, &middle, i < r);
	plane_release(&middle);
}
