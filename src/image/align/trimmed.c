/* SPDX-License-Identifier: MIT */
#include "image/align/trimmed.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "image/pixel/clones.h"

#define TINY 1e-9 /* energy added, against two flat faces */

/*
 * The share is found by counting, without sorting 6,000 pixels: floats from 0
 * on are in the order of their bits, so the upper bits are a class.
 *
 *     bit 31   30 ....... 23   22 ... 18   17 ............ 0
 *     sign 0 |   exponent    | 5 bits of |    dropped       |
 *            |               | fraction  |                  |
 *            '------- class, 0..8191 ----'   1/32 of an octave
 */
enum {
	SIDE = ALIGN_WARP_SIDE,
	REACH = ALIGN_TRIMMED_SIDE / 2,
	DROPPED = 18, /* bits of a float */
	CLASSES = 1 << (31 - DROPPED)
};

struct field {
	struct align_warp warp; /* the ellipse and REACH around it */
	float square[SIDE][SIDE], sum[SIDE][SIDE];
	struct rank {
		int n;	       /* pixels of this class */
		double detail; /* and what detail they hold */
	} ranks[CLASSES];
};

static int class_of(float v)
{
	uint32_t bits;

	memcpy(&bits, &v, sizeof(bits));
	return (int)(bits >> DROPPED);
}

/*
 * out[i]: the sum of the squared differences at i .. i + 2 REACH.  Added anew
 * for each pixel, not by a running sum: that would carry rounding along, and
 * what a pixel's class is would depend on where the row begins.
 */
IMAGE_CLONES
static void square_row(const float *restrict a, const float *restrict b, int n,
		       float *restrict out)
{
	float square[SIDE];
	int i, k;

	for (i = 0; i < n; i++)
		square[i] = (a[i] - b[i]) * (a[i] - b[i]);
	memcpy(out, square, (size_t)n * sizeof(*out));
	for (k = 1; k <= 2 * REACH; k++)
		for (i = 0; i < n - 2 * REACH; i++)
			out[i] += square[i + k];
}

IMAGE_CLONES
static void add_row(const float *restrict row, int n, float *restrict sums)
{
	int i;

	for (i = 0; i < n; i++)
		sums[i] += row[i];
}

/* sum[y][x]: of the squared differences about that pixel of the warp. */
static void sum_differences(struct field *f, const struct plane *a)
{
	const struct align_warp *w = &f->warp;
	int y, k;

	for (y = 0; y < w->height; y++)
		square_row(plane_row(a, w->top + y) + w->left, w->value[y],
			   w->width, f->square[y]);
	for (y = REACH; y < w->height - REACH; y++) {
		float *sums = f->sum[y] + REACH;

		memset(sums, 0, (size_t)(w->width - 2 * REACH) * sizeof(*sums));
		for (k = y - REACH; k <= y + REACH; k++)
			add_row(f->square[k], w->width - 2 * REACH, sums);
	}
}

/* The ellipse's first column in row y; it ends as far from the right. */
static int first_column(const struct align_warp *w, int y)
{
	double rx = w->width / 2.0 - REACH, ry = w->height / 2.0 - REACH;
	double v = (y + .5 - w->height / 2.0) / ry;

	return (int)ceil(w->width / 2.0 - rx * sqrt(fmax(0, 1 - v * v)));
}

/* Fills the ranks; false when too few pixels lie on b. */
static bool rank(struct field *f, const struct plane *level)
{
	const struct align_warp *w = &f->warp;
	int x, y, first, all = 0, n = 0;

	memset(f->ranks, 0, sizeof(f->ranks));
	for (y = REACH; y < w->height - REACH; y++) {
		const float *row = plane_row(level, w->top + y) + w->left;

		first = first_column(w, y);
		for (x = first; x < w->width - first; x++, all++) {
			struct rank *r = &f->ranks[class_of(f->sum[y][x])];

			if (w->inside[y][x] == 0)
				continue;
			n++;
			r->n++;
			r->detail += (double)fabsf(row[x] * w->value[y][x]);
		}
	}
	return n > 0 && 2 * n >= all;
}

/*
 * The class up to which pixels make up the share, of the area and of the
 * detail: without the second a plain cheek, where nothing differs because
 * nothing is there, would be the whole answer.
 */
static int last_class(const struct field *f, struct align_share share)
{
	double total = 0, seen = 0;
	int k, all = 0, n = 0;

	for (k = 0; k < CLASSES; k++) {
		all += f->ranks[k].n;
		total += f->ranks[k].detail;
	}
	for (k = 0; k < CLASSES - 1; k++) {
		n += f->ranks[k].n;
		seen += f->ranks[k].detail;
		if (n >= share.area * all && seen >= share.detail * total)
			break;
	}
	return k;
}

/* Sums over pixels of a pair of values. */
struct sums {
	double n, a, b, aa, bb, ab;
};

static void add_pixel(struct sums *s, double a, double b)
{
	s->n++;
	s->a += a;
	s->b += b;
	s->aa += a * a;
	s->bb += b * b;
	s->ab += a * b;
}

/* Correlation of the pixels up to a class. */
static double correlate(const struct field *f, const struct plane *level,
			int last)
{
	const struct align_warp *w = &f->warp;
	struct sums s = {0};
	int x, y, first;

	for (y = REACH; y < w->height - REACH; y++) {
		const float *row = plane_row(level, w->top + y) + w->left;

		first = first_column(w, y);
		for (x = first; x < w->width - first; x++)
			if (w->inside[y][x] > 0 &&
			    class_of(f->sum[y][x]) <= last)
				add_pixel(&s, (double)row[x],
					  (double)w->value[y][x]);
	}
	s.aa -= s.a * s.a / s.n;
	s.bb -= s.b * s.b / s.n;
	return (s.ab - s.a * s.b / s.n) / sqrt(s.aa * s.bb + TINY);
}

double align_trimmed(const struct align_face *a, const struct align_face *b,
		     struct align_view view, struct align_share share)
{
	const struct plane *level = &a->level[view.level];
	struct field f;

	align_warp_place(&f.warp, a, view.level, ALIGN_FACE_HALF_WIDTH + REACH,
			 ALIGN_FACE_HALF_HEIGHT + REACH);
	align_warp(&f.warp, a, b, view);
	sum_differences(&f, level);
	if (!rank(&f, level))
		return 0;
	return correlate(&f, level, last_class(&f, share));
}
