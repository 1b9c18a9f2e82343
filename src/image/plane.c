/* SPDX-License-Identifier: MIT */
#include "image/plane.h"

#include <math.h>
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
