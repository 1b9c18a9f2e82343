/* SPDX-License-Identifier: MIT */
#include "image/align/patch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "image/pixel/clones.h"
#include "image/pixel/vector.h"

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

enum { STRIP = VECTOR_LANES }; /* rows that are scaled sideways together */

/*
 * Rows already scaled sideways, kept while the target rows need them, by
 * strips: strip s is in slot s % slots, slots being the most that one target
 * row needs, so no row is scaled twice and only a few are held.
 *
 *                   source               columns             slot
 *     rows 8s  ..   a a a a a a          a b .. h            A A A
 *          ..       b b b b b b    -->   a b .. h    -->     B B B
 *          8s + 7   h h h h h h          a b .. h            H H H
 *
 * Transposed, a pixel of eight rows is one vector, and each row's sum is made
 * in the order in which it would be made alone.
 */
struct strips {
	const struct image *from;
	const struct filter *across, *down;
	int width;	  /* of a scaled row */
	int first, span;  /* columns of the source, also beyond its edges */
	float *columns;	  /* span times STRIP */
	float *rows;	  /* slots times STRIP scaled rows */
	int *held, slots; /* the strip in each slot, -1 = none */
};

/* The last pixel of the source that a filter reads, and one more. */
static int filter_end(const struct filter *f, int n)
{
	return f->taps[n - 1].first + f->taps[n - 1].count;
}

IMAGE_CLONES
static void fill_columns(const struct strips *s, const uint8_t *const r[STRIP])
{
	int last = s->from->width - 1, i;

	for (i = 0; i < s->span; i++) {
		int x = number_clamp(s->first + i, 0, last);
		const vector_ints pixels = {r[0][x], r[1][x], r[2][x], r[3][x],
					    r[4][x], r[5][x], r[6][x], r[7][x]};
		vector_floats values =
			__builtin_convertvector(pixels, vector_floats);

		memcpy(s->columns + i * STRIP, &values, sizeof(values));
	}
}

IMAGE_CLONES
static void scale_columns(const struct strips *s, float *out)
{
	int x, i;

	for (x = 0; x < s->width; x++) {
		const struct taps *t = &s->across->taps[x];
		const float *from = s->columns + (t->first - s->first) * STRIP;
		vector_floats sum = {0}, pixels;

		for (i = 0; i < t->count; i++) {
			vector_load(from + i * STRIP, &pixels);
			sum += t->weights[i] * pixels;
		}
		for (i = 0; i < STRIP; i++)
			out[i * s->width + x] = sum[i];
	}
}

/* Row y below the first that is needed. */
static const float *scaled_row(struct strips *s, int y)
{
	int strip = y / STRIP, slot = strip % s->slots, i;
	float *rows = s->rows + (size_t)(slot * STRIP) * (size_t)s->width;

	if (s->held[slot] != strip) {
		const uint8_t *from[STRIP];

		for (i = 0; i < STRIP; i++)
			from[i] = image_row(
				s->from, number_clamp(s->down->taps[0].first +
							      strip * STRIP + i,
						      0, s->from->height - 1));
		fill_columns(s, from);
		scale_columns(s, rows);
		s->held[slot] = strip;
	}
	return rows + (size_t)(y % STRIP) * (size_t)s->width;
}

static void blend_rows(struct strips *s, const struct taps *t, float *out)
{
	int i, x;

	memset(out, 0, (size_t)s->width * sizeof(*out));
	for (i = 0; i < t->count; i++) {
		const float *row =
			scaled_row(s, t->first - s->down->taps[0].first + i);
		float w = t->weights[i];

		for (x = 0; x < s->width; x++)
			out[x] += w * row[x];
	}
}

static void strips_init(struct strips *s, const struct plane *to)
{
	size_t strip;
	int i;

	s->width = to->width;
	s->first = s->across->taps[0].first;
	s->span = filter_end(s->across, to->width) - s->first;
	s->slots = s->down->most / STRIP + 2;
	strip = (size_t)s->width * STRIP;
	s->columns = mem_xcalloc((size_t)s->span * STRIP, sizeof(float));
	s->rows = mem_xcalloc((size_t)s->slots * strip, sizeof(float));
	s->held = mem_xcalloc((size_t)s->slots, sizeof(int));
	for (i = 0; i < s->slots; i++)
		s->held[i] = -1;
}

void align_patch(const struct image *grey, struct resize_region region,
		 struct plane *to)
{
	struct filter across, down;
	struct strips strips = {.from = grey, .across = &across, .down = &down};
	int y;

	filter_init(&across, region.x, region.width, to->width);
	filter_init(&down, region.y, region.height, to->height);
	strips_init(&strips, to);
	for (y = 0; y < to->height; y++)
		blend_rows(&strips, &down.taps[y], plane_row(to, y));
	free(strips.held);
	free(strips.rows);
	free(strips.columns);
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
enum { LANE = VECTOR_LANES, LANES = 5, BLOCK = LANE * LANES };

VECTOR_INLINE void blur_block(const float *const *from, const struct kernel *k,
			      float *out, int x)
{
	vector_floats sum[LANES], above, below;
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
