/* SPDX-License-Identifier: MIT */
#include "image/qr/binary.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"

/*
 * columns[x] holds the sum of the window's rows at x; moving down a row adds
 * one and drops one, so a window of any size costs the same.
 *
 *         x-r        x        x+r
 *      ┌───┬───┬───┬───┬───┬───┬───┐
 *      │   │   │   │   │   │   │   │   rows of the window, summed down
 *      └───┴───┴───┴───┴───┴───┴───┘   into columns[]; sums[] runs across
 *        sums[x+r+1] - sums[x-r] is the window's whole
 */
static void add_row(uint32_t *restrict columns, const uint8_t *restrict row,
		    int n)
{
	int x;

	for (x = 0; x < n; x++)
		columns[x] += row[x];
}

static void drop_row(uint32_t *restrict columns, const uint8_t *restrict row,
		     int n)
{
	int x;

	for (x = 0; x < n; x++)
		columns[x] -= row[x];
}

/* sums[x] = columns[0] + … + columns[x-1] */
static void run_sums(uint32_t *restrict sums, const uint32_t *restrict columns,
		     int n)
{
	uint32_t sum = 0;
	int x;

	for (x = 0; x < n; x++) {
		sums[x] = sum;
		sum += columns[x];
	}
	sums[n] = sum;
}

/* One row's window: how many rows it has, how far it reaches, how dark. */
struct window {
	int width; /* of the picture */
	int radius, bias, rows;
};

/*
 * Pixels whose window lies in the picture, first to end: without a division
 * and with one area, eight at a time.
 */
static void split_span(const uint8_t *restrict in, uint8_t *restrict out,
		       const uint32_t *restrict sums, const struct window *w)
{
	const uint32_t *restrict low = sums - w->radius;
	const uint32_t *restrict high = sums + w->radius + 1;
	uint32_t area = (uint32_t)((2 * w->radius + 1) * w->rows);
	uint32_t bias = (uint32_t)w->bias;
	int x, end = w->width - w->radius;

	for (x = w->radius; x < end; x++)
		out[x] = (in[x] + bias) * area < high[x] - low[x];
}

static void split_row(const uint8_t *in, uint8_t *out, const uint32_t *sums,
		      const struct window *window)
{
	int w = window->width, radius = window->radius, x, first, last, area;

	for (x = 0; x < w; x++) {
		if (x == radius && w - radius > x) {
			split_span(in, out, sums, window);
			x = w - radius;
			if (x >= w)
				break;
		}
		first = x < radius ? 0 : x - radius;
		last = x + radius >= w ? w : x + radius + 1;
		area = (last - first) * window->rows;
		out[x] = (uint32_t)((in[x] + window->bias) * area) <
			 sums[last] - sums[first];
	}
}

/* 255 * area of the window must stay below 2^31. */
enum { MOST_RADIUS = 1000 };

int qr_binary_local(const struct image *grey, int radius, int bias,
		    struct image *out, struct error *err)
{
	int w = grey->width, h = grey->height, y;
	struct window window = {.width = w, .radius = radius, .bias = bias};
	uint32_t *columns = NULL, *sums = NULL;

	if (image_init(out, w, h, 1, err) < 0)
		return -1;
	if (radius > MOST_RADIUS)
		window.radius = radius = MOST_RADIUS;
	columns = mem_xcalloc((size_t)w, sizeof(*columns));
	sums = mem_xcalloc((size_t)w + 1, sizeof(*sums));
	for (y = 0; y < radius && y < h; y++, window.rows++)
		add_row(columns, image_row(grey, y), w);
	for (y = 0; y < h; y++) {
		if (y + radius < h) {
			add_row(columns, image_row(grey, y + radius), w);
			window.rows++;
		}
		if (y - radius - 1 >= 0) {
			drop_row(columns, image_row(grey, y - radius - 1), w);
			window.rows--;
		}
		run_sums(sums, columns, w);
		split_row(image_row(grey, y), image_row(out, y), sums, &window);
	}
	free(columns);
	free(sums);
	return 0;
}

/* The split with the largest variance between its two classes. */
int qr_binary_threshold(const long histogram[256])
{
	double all = 0, weighted = 0, below = 0, below_sum = 0, best = -1;
	int i, threshold = 127;

	for (i = 0; i < 256; i++) {
		all += (double)histogram[i];
		weighted += (double)i * (double)histogram[i];
	}
	for (i = 0; i < 255; i++) {
		double d, spread;

		below += (double)histogram[i];
		below_sum += (double)i * (double)histogram[i];
		if (below <= 0 || below >= all)
			continue;
		d = below_sum / below - (weighted - below_sum) / (all - below);
		spread = below * (all - below) * d * d;
		if (spread > best) {
			best = spread;
			threshold = i;
		}
	}
	return threshold;
}

int qr_binary_global(const struct image *grey, struct image *out,
		     struct error *err)
{
	size_t i, n = (size_t)grey->width * (size_t)grey->height;
	long histogram[256] = {0};
	int threshold;

	if (image_init(out, grey->width, grey->height, 1, err) < 0)
		return -1;
	for (i = 0; i < n; i++)
		histogram[grey->data[i]]++;
	threshold = qr_binary_threshold(histogram);
	for (i = 0; i < n; i++)
		out->data[i] = grey->data[i] <= threshold;
	return 0;
}
