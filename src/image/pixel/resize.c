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

/*
 * A weight w (at most ONE) is 64 high + low, so that a row's sum
 *
 *   (sum of w * pixel + 32) >> 6
 *
 * is the sum of high * pixel, at most 256 * 255, and what 6 bits more leave of
 * the sum of low * pixel: all of it in lanes of 16 bits, twice as many as of
 * 32.  So many products of low and pixel fit as rows are taken TOGETHER.  Of
 * more rows than these the 6 low bits of each sum are added up in rest.
 */
enum { REST = (1 << ROW_SHIFT) - 1, HALF_ROW = 1 << (ROW_SHIFT - 1) };
enum { TOGETHER = 4 };

struct blend_rows {
	const uint8_t *row[TOGETHER];
	uint16_t high[TOGETHER], low[TOGETHER];
	int n;
};

/* What is stored of the sums of high and low. */
enum blend_store { ALONE, FIRST, FURTHER };

/* n and store are known where this is inlined, so that the loops vanish. */
static inline __attribute__((always_inline)) void
blend_some(uint16_t *restrict whole, uint16_t *restrict rest,
	   const struct blend_rows *r, size_t size, int n,
	   enum blend_store store)
{
	const struct blend_rows rows = *r;
	uint16_t high, low;
	size_t i;
	int t;

	for (i = 0; i < size; i++) {
		high = 0;
		low = store == ALONE ? HALF_ROW : 0;
		for (t = 0; t < n; t++) {
			high = (uint16_t)(high + rows.high[t] * rows.row[t][i]);
			low = (uint16_t)(low + rows.low[t] * rows.row[t][i]);
		}
		high = (uint16_t)(high + (low >> ROW_SHIFT));
		whole[i] =
			store == FURTHER ? (uint16_t)(whole[i] + high) : high;
		if (store == FIRST)
			rest[i] = (uint16_t)(HALF_ROW + (low & REST));
		if (store == FURTHER)
			rest[i] = (uint16_t)(rest[i] + (low & REST));
	}
}

/* All of a target row's rows. */
IMAGE_CLONES
static void blend_alone(uint16_t *restrict whole, const struct blend_rows *r,
			size_t size)
{
	switch (r->n) {
	case 1:
		blend_some(whole, NULL, r, size, 1, ALONE);
		break;
	case 2:
		blend_some(whole, NULL, r, size, 2, ALONE);
		break;
	case 3:
		blend_some(whole, NULL, r, size, 3, ALONE);
		break;
	default:
		blend_some(whole, NULL, r, size, TOGETHER, ALONE);
	}
}

/* The first of more, and others. */
IMAGE_CLONES
static void blend_first(uint16_t *restrict whole, uint16_t *restrict rest,
			const struct blend_rows *r, size_t size)
{
	blend_some(whole, rest, r, size, TOGETHER, FIRST);
}

IMAGE_CLONES
static void blend_further(uint16_t *restrict whole, uint16_t *restrict rest,
			  const struct blend_rows *r, size_t size)
{
	blend_some(whole, rest, r, size, TOGETHER, FURTHER);
}

/* What rest has gathered is whole; at the latest after so many rows. */
enum { CARRY_ROWS = 1024 };

IMAGE_CLONES
static void carry_row(uint16_t *restrict whole, uint16_t *restrict rest,
		      size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		whole[i] = (uint16_t)(whole[i] + (rest[i] >> ROW_SHIFT));
		rest[i] &= REST;
	}
}

/*
 * ROWS rows of blended pixels on their way to the target; only the columns
 * first to last of the source are touched.  In dealt the rows lie side by side,
 * sample by sample, so that a weight meets full lanes; the first and the last
 * pixel are repeated on both sides.
 *
 *   plain   row 0 | first … last |
 *           row 1 | first … last |
 *           …
 *   dealt   | before × first | R0 R1 … G0 G1 … B0 B1 …  … | after × last |
 */
enum { ROWS = 8 };

struct blend {
	const struct image *from;
	size_t n; /* samples of a row */
	uint16_t *plain, *rest, *dealt;
	int before, after, first, last; /* columns any tap reaches */
};

/* The rows of the taps from t on; what is none has no weight. */
static struct blend_rows rows_of(const struct blend *b, const struct taps *taps,
				 int t)
{
	size_t at = (size_t)b->first * (size_t)b->from->channels;
	int last = b->from->height - 1, i, y, w;
	struct blend_rows r = {.n = 0};

	for (i = 0; i < TOGETHER; i++) {
		w = t + i < taps->count ? taps->weights[t + i] : 0;
		y = number_clamp(taps->first + t + i, 0, last);
		r.row[i] = image_row(b->from, y) + at;
		r.high[i] = (uint16_t)(w >> ROW_SHIFT);
		r.low[i] = (uint16_t)(w & REST);
		if (w)
			r.n = i + 1;
	}
	return r;
}

/* A target row's part of the source, its rows weighted into one. */
static void blend_row(struct blend *b, const struct taps *taps, uint16_t *row)
{
	struct blend_rows rows = rows_of(b, taps, 0);
	int t;

	if (taps->count <= TOGETHER) {
		blend_alone(row, &rows, b->n);
		return;
	}
	blend_first(row, b->rest, &rows, b->n);
	for (t = TOGETHER; t < taps->count; t += TOGETHER) {
		rows = rows_of(b, taps, t);
		if (rows.n > 0)
			blend_further(row, b->rest, &rows, b->n);
		if (t % CARRY_ROWS == 0)
			carry_row(row, b->rest, b->n);
	}
	carry_row(row, b->rest, b->n);
}

IMAGE_CLONES
static void deal(uint16_t *restrict out, const uint16_t *restrict plain,
		 size_t n)
{
	size_t i;
	int r;

	for (i = 0; i < n; i++)
		for (r = 0; r < ROWS; r++)
			out[ROWS * i + (size_t)r] = plain[(size_t)r * n + i];
}

static void repeat_ends(struct blend *b)
{
	size_t pixel = (size_t)b->from->channels * ROWS, i;
	size_t size = pixel * sizeof(*b->dealt);
	uint16_t *row = b->dealt + (size_t)b->before * pixel;
	uint16_t *end = row + b->n * ROWS;

	for (i = 0; i < (size_t)b->before; i++)
		memcpy(b->dealt + i * pixel, row, size);
	for (i = 0; i < (size_t)b->after; i++)
		memcpy(end + i * pixel, end - pixel, size);
}

typedef uint32_t lanes __attribute__((vector_size(4 * ROWS)));

enum { MOST_CHANNELS = 4 };

/* Lane by lane: of __builtin_convertvector gcc 12 makes two halves. */
static inline __attribute__((always_inline)) void widen(const uint16_t *p,
							lanes *out)
{
	lanes wide;
	int r;

	for (r = 0; r < ROWS; r++)
		wide[r] = p[r];
	*out = wide;
}

/*
 * One target column of all the rows.  Weights are never negative and sum to
 * ONE, so 32 bits hold every sum.  The channels are known where this is
 * inlined: each tap's weight is read once for all of them.
 */
static inline __attribute__((always_inline)) void
weigh(const uint16_t *p, const struct taps *taps, int channels, lanes *out)
{
	lanes sum[MOST_CHANNELS], wide;
	uint32_t weight;
	int i, c;

	for (c = 0; c < channels; c++)
		sum[c] =
			(lanes){HALF, HALF, HALF, HALF, HALF, HALF, HALF, HALF};
	for (i = 0; i < taps->count; i++) {
		weight = (uint32_t)taps->weights[i];
		for (c = 0; c < channels; c++, p += ROWS) {
			widen(p, &wide);
			sum[c] += weight * wide;
		}
	}
	for (c = 0; c < channels; c++)
		out[c] = sum[c] >> PIXEL_SHIFT;
}

/*
 * The target's samples, four to a word, the first lowest: the words of ROWS
 * rows side by side.
 */
enum { FOUR = 4 };

static inline __attribute__((always_inline)) void
scale_columns(const struct blend *restrict b,
	      const struct filter *restrict across, int channels,
	      uint32_t *restrict out)
{
	lanes word = {0}, sample[MOST_CHANNELS];
	int x, c, k = 0;

	for (x = 0; x < across->n; x++) {
		const struct taps *taps = &across->taps[x];
		/* where in the row the picture's column 0 would be */
		int at = taps->first + b->before - b->first;

		weigh(b->dealt + (ptrdiff_t)at * channels * ROWS, taps,
		      channels, sample);
		for (c = 0; c < channels; c++, k++) {
			word = word >> 8 | sample[c] << 24;
			memcpy(out + k / FOUR * ROWS, &word, sizeof(word));
		}
	}
	/* The last ones of a word that is not full. */
	for (; k % FOUR != 0; k++) {
		word >>= 8;
		memcpy(out + k / FOUR * ROWS, &word, sizeof(word));
	}
}

IMAGE_CLONES
static void scale_rows(const struct blend *restrict b,
		       const struct filter *restrict across,
		       uint32_t *restrict out)
{
	if (b->from->channels == 1)
		scale_columns(b, across, 1, out);
	else if (b->from->channels == 3)
		scale_columns(b, across, 3, out);
	else
		scale_columns(b, across, b->from->channels, out);
}

/* The row whose first word this is. */
static void take_row(uint8_t *restrict out, const uint32_t *restrict from,
		     size_t n)
{
	size_t i;

	for (i = 0; i + FOUR <= n; i += FOUR, from += ROWS) {
		const uint32_t word = *from;

		out[i] = (uint8_t)word;
		out[i + 1] = (uint8_t)(word >> 8);
		out[i + 2] = (uint8_t)(word >> 16);
		out[i + 3] = (uint8_t)(word >> 24);
	}
	for (; i < n; i++)
		out[i] = (uint8_t)(*from >> 8 * (i % FOUR));
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
	b->n = (size_t)(b->last - b->first) * ch;
	b->plain = mem_xcalloc(b->n * ROWS, sizeof(*b->plain));
	b->rest = mem_xmalloc(b->n * sizeof(*b->rest));
	b->dealt = mem_xmalloc(((size_t)(b->before + b->after) * ch + b->n) *
			       ROWS * sizeof(*b->dealt));
}

static void blend_release(struct blend *b)
{
	free(b->plain);
	free(b->rest);
	free(b->dealt);
}

static void scale_all(struct blend *b, const struct filter *across,
		      const struct filter *down, struct image *to)
{
	size_t n = (size_t)to->width * (size_t)to->channels;
	uint32_t *words = mem_xmalloc((n / FOUR + 1) * ROWS * sizeof(*words));
	int y, r, rows;

	for (y = 0; y < down->n; y += ROWS) {
		rows = down->n - y < ROWS ? down->n - y : ROWS;
		for (r = 0; r < rows; r++)
			blend_row(b, &down->taps[y + r],
				  b->plain + (size_t)r * b->n);
		deal(b->dealt + (size_t)b->before * (size_t)to->channels * ROWS,
		     b->plain, b->n);
		repeat_ends(b);
		scale_rows(b, across, words);
		for (r = 0; r < rows; r++)
			take_row(image_row(to, y + r), words + r, n);
	}
	free(words);
}

int resize_region(const struct image *from, struct resize_region region,
		  struct resize_size size, struct image *to, struct error *err)
{
	struct blend blend = {.from = from};
	struct filter across, down;

	if (image_init_room(to, size.width, size.height, from->channels, err) <
	    0)
		return -1;
	filter_init(&across, region.x, region.width, size.width);
	filter_init(&down, region.y, region.height, size.height);
	blend_init(&blend, &across);
	scale_all(&blend, &across, &down, to);
	blend_release(&blend);
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
