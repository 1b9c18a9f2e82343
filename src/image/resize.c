/* SPDX-License-Identifier: MIT */
#include "image/resize.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/clones.h"

enum { ONE = 1 << 14 };

/* The source pixels and weights (sum ONE) behind one target row or column. */
struct taps {
	int first, count;
	int *weights;
};

struct filter {
	struct taps *taps;
	int *weights;
	int n;
};

static double overlap(double a0, double a1, double b0, double b1)
{
	double lo = a0 > b0 ? a0 : b0, hi = a1 < b1 ? a1 : b1;

	return hi > lo ? hi - lo : 0;
}

/* Weight of source pixel i for a target cell of width step at centre. */
static double weight_of(int i, double centre, double step)
{
	double distance;

	if (step >= 1)
		return overlap(i, i + 1.0, centre - step / 2,
			       centre + step / 2);
	distance = fabs(i + 0.5 - centre);
	return distance < 1 ? 1 - distance : 0;
}

static void fill_taps(struct taps *taps, double centre, double step)
{
	double total = 0, w, half = step >= 1 ? step / 2 : 1;
	int i, sum = 0, best = 0;

	taps->first = (int)floor(centre - half);
	taps->count = (int)ceil(centre + half) - taps->first;
	for (i = 0; i < taps->count; i++)
		total += weight_of(taps->first + i, centre, step);
	for (i = 0; i < taps->count; i++) {
		w = weight_of(taps->first + i, centre, step) / total;
		taps->weights[i] = (int)lround(w * ONE);
		sum += taps->weights[i];
		if (taps->weights[i] > taps->weights[best])
			best = i;
	}
	taps->weights[best] += ONE - sum;
}

static void filter_init(struct filter *f, double start, double length, int n)
{
	double step = length / n;
	int room = (int)ceil(step > 1 ? step : 2) + 2, i;

	f->n = n;
	f->taps = mem_xcalloc((size_t)n, sizeof(*f->taps));
	f->weights = mem_xcalloc((size_t)n * (size_t)room, sizeof(int));
	for (i = 0; i < n; i++) {
		f->taps[i].weights = f->weights + (size_t)i * (size_t)room;
		fill_taps(&f->taps[i], start + (i + 0.5) * step, step);
	}
}

static void filter_release(struct filter *f)
{
	free(f->taps);
	free(f->weights);
}

static int clamp(int v, int max)
{
	return v < 0 ? 0 : v > max ? max : v;
}

/*
 * One source row, shrunk or stretched sideways into 16-bit sums.  row has
 * its first and last pixel repeated on both sides, so taps need no check.
 */
IMAGE_CLONES
static void scale_row3(const uint8_t *restrict row,
		       const struct filter *restrict across,
		       uint16_t *restrict out)
{
	int x, i;

	for (x = 0; x < across->n; x++) {
		const struct taps *taps = &across->taps[x];
		const uint8_t *p = row + 3 * (ptrdiff_t)taps->first;
		int r = 32, g = 32, b = 32;

		for (i = 0; i < taps->count; i++, p += 3) {
			r += taps->weights[i] * p[0];
			g += taps->weights[i] * p[1];
			b += taps->weights[i] * p[2];
		}
		out[3 * x] = (uint16_t)(r >> 6);
		out[3 * x + 1] = (uint16_t)(g >> 6);
		out[3 * x + 2] = (uint16_t)(b >> 6);
	}
}

static void scale_row(const uint8_t *row, int channels,
		      const struct filter *across, uint16_t *out)
{
	int x, c, i, sum;

	for (x = 0; x < across->n; x++) {
		const struct taps *taps = &across->taps[x];
		const uint8_t *p = row + (ptrdiff_t)taps->first * channels;

		for (c = 0; c < channels; c++) {
			sum = 32;
			for (i = 0; i < taps->count; i++)
				sum += taps->weights[i] * p[i * channels + c];
			out[x * channels + c] = (uint16_t)(sum >> 6);
		}
	}
}

/* Rows already scaled sideways, kept while the target rows need them. */
struct row_cache {
	const struct image *from;
	const struct filter *across;
	uint16_t *rows;
	int *held;
	int size;
	size_t row_values;
	uint8_t *padded; /* one source row with its edges repeated */
	int before, after;
};

/* Copies row y with its ends repeated as far as any tap reaches. */
static const uint8_t *padded_row(struct row_cache *cache, int y)
{
	size_t ch = (size_t)cache->from->channels;
	size_t width = (size_t)cache->from->width;
	const uint8_t *row = image_row(cache->from, y);
	uint8_t *p = cache->padded;
	int i;

	if (cache->before == 0 && cache->after == 0)
		return row;
	for (i = 0; i < cache->before; i++, p += ch)
		memcpy(p, row, ch);
	memcpy(p, row, width * ch);
	for (p += width * ch, i = 0; i < cache->after; i++, p += ch)
		memcpy(p, row + (width - 1) * ch, ch);
	return cache->padded + (size_t)cache->before * ch;
}

static const uint16_t *cached_row(struct row_cache *cache, int y)
{
	int slot = y % cache->size;
	uint16_t *row = cache->rows + (size_t)slot * cache->row_values;

	if (cache->held[slot] != y) {
		if (cache->from->channels == 3)
			scale_row3(padded_row(cache, y), cache->across, row);
		else
			scale_row(padded_row(cache, y), cache->from->channels,
				  cache->across, row);
		cache->held[slot] = y;
	}
	return row;
}

IMAGE_CLONES
static void add_row(uint32_t *restrict sums, const uint16_t *restrict row,
		    uint32_t weight, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		sums[i] += weight * row[i];
}

IMAGE_CLONES
static void round_row(uint8_t *restrict out, const uint32_t *restrict sums,
		      size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = (uint8_t)(sums[i] >> 22 > 255 ? 255 : sums[i] >> 22);
}

/* Weights are never negative and sum to ONE, so 32 bits hold every sum. */
static void blend_rows(struct row_cache *cache, const struct taps *taps,
		       uint32_t *sums, uint8_t *out)
{
	size_t i;
	int t;

	for (i = 0; i < cache->row_values; i++)
		sums[i] = (uint32_t)1 << 21;
	for (t = 0; t < taps->count; t++)
		if (taps->weights[t])
			add_row(sums,
				cached_row(cache,
					   clamp(taps->first + t,
						 cache->from->height - 1)),
				(uint32_t)taps->weights[t], cache->row_values);
	round_row(out, sums, cache->row_values);
}

static void cache_init(struct row_cache *cache, double step)
{
	const struct filter *across = cache->across;
	const struct taps *last = &across->taps[across->n - 1];
	size_t ch = (size_t)cache->from->channels;
	int i, width = cache->from->width, end = last->first + last->count;

	cache->size = (int)ceil(step) + 4;
	cache->row_values = (size_t)across->n * ch;
	cache->rows = mem_xcalloc((size_t)cache->size * cache->row_values,
				  sizeof(*cache->rows));
	cache->held = mem_xcalloc((size_t)cache->size, sizeof(int));
	for (i = 0; i < cache->size; i++)
		cache->held[i] = -1;
	cache->before = across->taps[0].first < 0 ? -across->taps[0].first : 0;
	cache->after = end > width ? end - width : 0;
	cache->padded = mem_xcalloc((size_t)cache->before + (size_t)width +
					    (size_t)cache->after,
				    ch);
}

static void cache_release(struct row_cache *cache)
{
	free(cache->padded);
	free(cache->held);
	free(cache->rows);
}

int resize_region(const struct image *from, struct resize_region region,
		  int width, int height, struct image *to, struct error *err)
{
	struct row_cache cache = {.from = from};
	struct filter across, down;
	uint32_t *sums;
	int y;

	if (image_init(to, width, height, from->channels, err) < 0)
		return -1;
	filter_init(&across, region.x, region.width, width);
	filter_init(&down, region.y, region.height, height);
	cache.across = &across;
	cache_init(&cache, region.height / height);
	sums = mem_xcalloc(cache.row_values, sizeof(*sums));
	for (y = 0; y < height; y++)
		blend_rows(&cache, &down.taps[y], sums, image_row(to, y));
	free(sums);
	cache_release(&cache);
	filter_release(&down);
	filter_release(&across);
	return 0;
}

int resize_to(const struct image *from, int width, int height, struct image *to,
	      struct error *err)
{
	struct resize_region whole = {0, 0, from->width, from->height};

	return resize_region(from, whole, width, height, to, err);
}
