/* SPDX-License-Identifier: MIT */
#include "image/align/patch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "image/pixel/clones.h"

/*
 * The source pixels and weights (sum 1) behind one target row or column.
 *
 *     weight     /\
 *               /  \          half: the target's step,
 *              /    \         at least one source pixel
 *     pixels -+-+-+-+-+-+-
 *              |  ^  |
 *           first |  first + count - 1
 *               centre, of the target pixel in the source
 */
struct taps {
	int first, count;
	float *weights;
};

struct filter {
	struct taps *taps;
	float *weights;
	int most; /* the longest taps */
};

static void fill_taps(struct taps *taps, double centre, double half)
{
	double total = 0, w;
	int i;

	taps->first = (int)ceil(centre - half - .5);
	taps->count = (int)floor(centre + half - .5) - taps->first + 1;
	for (i = 0; i < taps->count; i++) {
		w = 1 - fabs(taps->first + i + .5 - centre) / half;
		taps->weights[i] = (float)(w > 0 ? w : 0);
		total += w > 0 ? w : 0;
	}
	for (i = 0; i < taps->count; i++)
		taps->weights[i] /= (float)total;
}

static void filter_init(struct filter *f, double start, double length, int n)
{
	double step = length / n, half = step > 1 ? step : 1;
	int i;

	f->most = (int)ceil(2 * half) + 2;
	f->taps = mem_xcalloc((size_t)n, sizeof(*f->taps));
	f->weights = mem_xcalloc((size_t)n * (size_t)f->most, sizeof(float));
	for (i = 0; i < n; i++) {
		f->taps[i].weights = f->weights + (size_t)i * (size_t)f->most;
		fill_taps(&f->taps[i], start + (i + .5) * step, half);
	}
}

static void filter_release(struct filter *f)
{
	free(f->taps);
	free(f->weights);
}

static void scale_row(const uint8_t *row, int width, const struct filter *f,
		      float *out, int n)
{
	int x, i;

	for (x = 0; x < n; x++) {
		const struct taps *t = &f->taps[x];
		float sum = 0;

		if (t->first >= 0 && t->first + t->count <= width)
			for (i = 0; i < t->count; i++)
				sum += t->weights[i] * (float)row[t->first + i];
		else
			for (i = 0; i < t->count; i++)
				sum += t->weights[i] *
				       (float)row[number_clamp(t->first + i, 0,
							       width - 1)];
		out[x] = sum;
	}
}

/*
 * Rows already scaled sideways, kept while the target rows need them: source
 * row y is in slot y % size, size being the most rows that one target row
 * needs, so no row is scaled twice and only a few are held.
 */
struct row_cache {
	const struct image *from;
	const struct filter *across;
	float *rows;
	int *held; /* the source row in each slot, -1 = none */
	int size, width;
};

static const float *cached_row(struct row_cache *c, int y)
{
	int slot = y % c->size;
	float *row = c->rows + (size_t)slot * (size_t)c->width;

	if (c->held[slot] != y) {
		scale_row(image_row(c->from, y), c->from->width, c->across, row,
			  c->width);
		c->held[slot] = y;
	}
	return row;
}

static void blend_rows(struct row_cache *c, const struct taps *t, float *out)
{
	int i, x;

	memset(out, 0, (size_t)c->width * sizeof(*out));
	for (i = 0; i < t->count; i++) {
		const float *row = cached_row(
			c, number_clamp(t->first + i, 0, c->from->height - 1));
		float w = t->weights[i];

		for (x = 0; x < c->width; x++)
			out[x] += w * row[x];
	}
}

void align_patch(const struct image *grey, struct resize_region region,
		 struct plane *to)
{
	struct row_cache cache = {.from = grey, .width = to->width};
	struct filter across, down;
	int y;

	filter_init(&across, region.x, region.width, to->width);
	filter_init(&down, region.y, region.height, to->height);
	cache.across = &across;
	cache.size = down.most;
	cache.rows = mem_xcalloc((size_t)cache.size * (size_t)to->width,
				 sizeof(float));
	cache.held = mem_xcalloc((size_t)cache.size, sizeof(int));
	for (y = 0; y < cache.size; y++)
		cache.held[y] = -1;
	for (y = 0; y < to->height; y++)
		blend_rows(&cache, &down.taps[y], plane_row(to, y));
	free(cache.held);
	free(cache.rows);
	filter_release(&down);
	filter_release(&across);
}

#define CUT_OFF 2.5f /* reach of a kernel, sigmas: 1 % of it lies beyond */

enum { RADIUS = 24 };

/* Half a kernel: weights[0] in the middle. */
struct kernel {
	int radius;
	float weights[RADIUS + 1];
};

static void make_kernel(struct kernel *k, float sigma)
{
	double sum = 0, weights[RADIUS + 1];
	int i;

	k->radius = (int)ceilf(CUT_OFF * sigma);
	k->radius = k->radius < 1 ? 1 : k->radius > RADIUS ? RADIUS : k->radius;
	for (i = 0; i <= k->radius; i++) {
		weights[i] =
			exp(-i * i / (2.0 * (double)sigma * (double)sigma));
		sum += i > 0 ? 2 * weights[i] : weights[i];
	}
	for (i = 0; i <= k->radius; i++)
		k->weights[i] = (float)(weights[i] / sum);
}

/*
 * One row from the pixels of a row or of a column: from[i] begins i - radius
 * pixels before it.  A block of sums stays in registers for the whole kernel;
 * each sum is made from the middle outwards, whatever the block.
 */
typedef float lane __attribute__((vector_size(4 * 8)));
enum { LANE = 8, LANES = 5, BLOCK = LANE * LANES };

static inline __attribute__((always_inline)) void
blur_block(const float *const *from, const struct kernel *k, float *out, int x)
{
	lane sum[LANES], above, below;
	int i, b;

	for (b = 0; b < LANES; b++) {
		memcpy(&above, from[k->radius] + x + b * LANE, sizeof(above));
		sum[b] = above * k->weights[0];
	}
	for (i = 1; i <= k->radius; i++)
		for (b = 0; b < LANES; b++) {
			memcpy(&above, from[k->radius - i] + x + b * LANE,
			       sizeof(above));
			memcpy(&below, from[k->radius + i] + x + b * LANE,
			       sizeof(below));
			sum[b] += (above + below) * k->weights[i];
		}
	memcpy(out + x, sum, sizeof(sum));
}

IMAGE_CLONES
static void blur_line(const float *const *from, const struct kernel *k,
		      float *restrict out, int n)
{
	float sum;
	int i, x;

	for (x = 0; x + BLOCK <= n; x += BLOCK)
		blur_block(from, k, out, x);
	for (; x < n; x++) {
		sum = from[k->radius][x] * k->weights[0];
		for (i = 1; i <= k->radius; i++)
			sum += (from[k->radius - i][x] +
				from[k->radius + i][x]) *
			       k->weights[i];
		out[x] = sum;
	}
}

void align_patch_blur(const struct plane *from, struct plane *to, float sigma)
{
	float padded[ALIGN_PATCH_MOST + 2 * RADIUS];
	const float *rows[2 * RADIUS + 1];
	struct plane middle;
	struct kernel k;
	int x, y, i;

	make_kernel(&k, sigma);
	plane_room(&middle, from->width, from->height);
	for (i = 0; i <= 2 * k.radius; i++)
		rows[i] = padded + i;
	for (y = 0; y < from->height; y++) {
		const float *row = plane_row(from, y);

		for (x = 0; x < k.radius; x++) {
			padded[x] = row[0];
			padded[k.radius + from->width + x] =
				row[from->width - 1];
		}
		memcpy(padded + k.radius, row,
		       (size_t)from->width * sizeof(*row));
		blur_line(rows, &k, plane_row(&middle, y), from->width);
	}
	for (y = 0; y < from->height; y++) {
		for (i = -k.radius; i <= k.radius; i++)
			rows[i + k.radius] = plane_row(
				&middle,
				number_clamp(y + i, 0, from->height - 1));
		blur_line(rows, &k, plane_row(to, y), from->width);
	}
	plane_release(&middle);
}
