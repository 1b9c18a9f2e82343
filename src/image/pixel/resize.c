/* SPDX-License-Identifier: MIT */
#include "image/pixel/resize.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "image/pixel/clones.h"

/*
 * Weights have 14 bits.  A blended row keeps 8 of them (shift 6), so it fits
 * 16 bits with its pixel's 8; the second pass takes the other 22 away.  Each
 * shift rounds by half of what it drops.
 */
enum {
	WEIGHT_BITS = 14,
	ONE = 1 << WEIGHT_BITS,
	ROW_SHIFT = 6,
	PIXEL_SHIFT = 2 * WEIGHT_BITS - ROW_SHIFT,
	HALF = 1 << (PIXEL_SHIFT - 1),
};

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
	/* exactly ONE in all, or a white picture would turn grey */
	taps->weights[best] += ONE - sum;
}

static void filter_init(struct filter *f, double start, double length, int n)
{
	double step = length / n;
	int room = (int)ceil(step > 1 ? step : 2) + 2, i, most = 0;

	f->n = n;
	f->taps = mem_xcalloc((size_t)n, sizeof(*f->taps));
	f->weights = mem_xcalloc((size_t)n * (size_t)room, sizeof(int));
	for (i = 0; i < n; i++) {
		f->taps[i].weights = f->weights + (size_t)i * (size_t)room;
		fill_taps(&f->taps[i], start + (i + 0.5) * step, step);
		if (f->taps[i].count > most)
			most = f->taps[i].count;
	}
	/* all alike, the rest with weight 0, so that loops are foreseen */
	for (i = 0; i < n; i++)
		f->taps[i].count = most;
}

static void filter_release(struct filter *f)
{
	free(f->taps);
	free(f->weights);
}

/* Rows are blended first: their pixels lie side by side, for vectors. */
IMAGE_CLONES
static void add_row(uint32_t *restrict sums, const uint8_t *restrict row,
		    uint32_t weight, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		sums[i] += weight * row[i];
}

IMAGE_CLONES
static void round_row(uint16_t *restrict out, const uint32_t *restrict sums,
		      size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = (uint16_t)(sums[i] >> ROW_SHIFT);
}

/*
 * A row of blended pixels on its way to the target; only the columns first to
 * last of the source are touched, with their ends repeated on both sides.
 *
 *      | before × first | first … last | after × last |
 *      row              row + before
 */
struct blend {
	const struct image *from;
	uint32_t *sums;
	uint16_t *row; /* its first and last pixel repeated on both sides */
	int before, after, first, last; /* columns any tap reaches */
};

/* The target row's part of the source, its rows weighted into one. */
static void blend_rows(struct blend *b, const struct taps *taps)
{
	size_t ch = (size_t)b->from->channels, i;
	size_t n = (size_t)(b->last - b->first) * ch;
	int t, y;

	for (i = 0; i < n; i++)
		b->sums[i] = 1 << (ROW_SHIFT - 1);
	for (t = 0; t < taps->count; t++) {
		if (!taps->weights[t])
			continue;
		y = number_clamp(taps->first + t, 0, b->from->height - 1);
		add_row(b->sums, image_row(b->from, y) + (size_t)b->first * ch,
			(uint32_t)taps->weights[t], n);
	}
	round_row(b->row + (size_t)b->before * ch, b->sums, n);
}

static void repeat_ends(struct blend *b)
{
	size_t ch = (size_t)b->from->channels, i;
	size_t n = (size_t)(b->last - b->first) * ch;
	uint16_t *row = b->row + (size_t)b->before * ch;

	for (i = 0; i < (size_t)b->before * ch; i++)
		b->row[i] = row[i % ch];
	for (i = 0; i < (size_t)b->after * ch; i++)
		row[n + i] = row[n - ch + i % ch];
}

/* Weights are never negative and sum to ONE, so 32 bits hold every sum. */
static inline uint8_t rounded(uint32_t sum)
{
	return (uint8_t)(sum >> PIXEL_SHIFT);
}

/* Four lanes: the fourth is the next pixel's and is dropped. */
typedef uint32_t lanes __attribute__((vector_size(16)));
typedef uint16_t narrow __attribute__((vector_size(8)));

IMAGE_CLONES
static void scale_row3(const uint16_t *restrict row, ptrdiff_t shift,
		       const struct filter *restrict across,
		       uint8_t *restrict out)
{
	int x, i;

	for (x = 0; x < across->n; x++) {
		const struct taps *taps = &across->taps[x];
		const uint16_t *p = row + 3 * (taps->first + shift);
		lanes sum = {HALF, HALF, HALF, HALF};
		narrow four;

		for (i = 0; i < taps->count; i++, p += 3) {
			memcpy(&four, p, sizeof(four));
			sum += (uint32_t)taps->weights[i] *
			       __builtin_convertvector(four, lanes);
		}
		out[3 * x] = rounded(sum[0]);
		out[3 * x + 1] = rounded(sum[1]);
		out[3 * x + 2] = rounded(sum[2]);
	}
}

static void scale_row(const uint16_t *row, ptrdiff_t shift, int channels,
		      const struct filter *across, uint8_t *out)
{
	uint32_t sum;
	int x, c, i;

	for (x = 0; x < across->n; x++) {
		const struct taps *taps = &across->taps[x];
		const uint16_t *p = row + (taps->first + shift) * channels;

		for (c = 0; c < channels; c++) {
			sum = HALF;
			for (i = 0; i < taps->count; i++)
				sum += (uint32_t)taps->weights[i] *
				       p[i * channels + c];
			out[x * channels + c] = rounded(sum);
		}
	}
}

static void blend_init(struct blend *b, const struct filter *across)
{
	const struct taps *last = &across->taps[across->n - 1];
	int width = b->from->width, start = across->taps[0].first;
	int end = last->first + last->count;
	size_t ch = (size_t)b->from->channels;

	b->first = number_clamp(start, 0, width - 1);
	b->last = end < 1 ? 1 : end > width ? width : end;
	if (b->last <= b->first)
		b->last = b->first + 1;
	b->before = b->first - start > 0 ? b->first - start : 0;
	b->after = end - b->last > 0 ? end - b->last : 0;
	b->sums = mem_xcalloc((size_t)(b->last - b->first) * ch,
			      sizeof(*b->sums));
	/* one more: the last pixel is read as four lanes */
	b->row = mem_xcalloc(
		(size_t)(b->before + b->last - b->first + b->after) * ch + 1,
		sizeof(*b->row));
}

static void scale_rows(struct blend *b, const struct filter *across,
		       const struct filter *down, struct image *to)
{
	/* where in the row the picture's column 0 would be */
	ptrdiff_t shift = b->before - b->first;
	int y;

	for (y = 0; y < down->n; y++) {
		blend_rows(b, &down->taps[y]);
		repeat_ends(b);
		if (to->channels == 3)
			scale_row3(b->row, shift, across, image_row(to, y));
		else
			scale_row(b->row, shift, to->channels, across,
				  image_row(to, y));
	}
}

int resize_region(const struct image *from, struct resize_region region,
		  struct resize_size size, struct image *to, struct error *err)
{
	struct blend blend = {.from = from};
	struct filter across, down;

	if (image_init(to, size.width, size.height, from->channels, err) < 0)
		return -1;
	filter_init(&across, region.x, region.width, size.width);
	filter_init(&down, region.y, region.height, size.height);
	blend_init(&blend, &across);
	scale_rows(&blend, &across, &down, to);
	free(blend.row);
	free(blend.sums);
	filter_release(&down);
	filter_release(&across);
	return 0;
}

int resize_to(const struct image *from, int width, int height, struct image *to,
	      struct error *err)
{
	struct resize_region whole = {0, 0, from->width, from->height};

	return resize_region(from, whole, (struct resize_size){width, height},
			     to, err);
}
