/* SPDX-License-Identifier: MIT */
#include "image/portrait/quality_detail.h"

#include <math.h>
#include <stddef.h>

#include "image/pixel/plane.h"
#include "image/pixel/resize.h"

enum {
	FACE_SIDE = 240,
	PATCH = 64,
	MAX_LAG = 15,
	TOO_BRIGHT = 235,
	DARK = 150
};

/* A part of the grey picture, the face brought to at most FACE_SIDE. */
static int face_part(const struct quality_from *from, const double at[4],
		     struct plane *out)
{
	double w = from->head->width;
	double k = w > FACE_SIDE ? FACE_SIDE / w : 1;
	struct resize_region region = {from->head->centre + at[0] * w,
				       from->head->eye_line + at[1] * w,
				       (at[2] - at[0]) * w,
				       (at[3] - at[1]) * w};
	struct image im = IMAGE_INIT;
	struct error err = ERROR_INIT;

	if (region.width * k < 16 || region.height * k < 8 ||
	    resize_region(from->grey, region, (int)lround(region.width * k),
			  (int)lround(region.height * k), &im, &err) < 0)
		return -1;
	plane_from_image(out, &im, 0);
	image_release(&im);
	return 0;
}

/* a - b in place of a. */
static void subtract(struct plane *a, const struct plane *b)
{
	size_t i, n = (size_t)a->width * (size_t)a->height;

	for (i = 0; i < n; i++)
		a->data[i] -= b->data[i];
}

static void blur(const struct plane *from, struct plane *to, float sigma)
{
	plane_init(to, from->width, from->height);
	plane_gauss(from, to, sigma);
}

/* The size that a part q of the values stays below, in 16ths of a level. */
static double size_at(const struct plane *p, double q)
{
	size_t count[4096] = {0}, below = 0;
	size_t i, n = (size_t)p->width * (size_t)p->height;
	int v;

	for (i = 0; i < n; i++) {
		v = (int)(fabsf(p->data[i]) * 16);
		count[v < 4095 ? v : 4095]++;
	}
	for (v = 0; v < 4095; v++) {
		below += count[v];
		if ((double)below > q * (double)n)
			break;
	}
	return (v + 0.5) / 16;
}

/* How fine detail goes with coarser detail, summed over some pixels. */
struct relation {
	double both, coarse, n;
};

static void relate(struct relation *r, float fine, float coarse)
{
	r->both += (double)(fine * coarse);
	r->coarse += (double)(coarse * coarse);
	r->n++;
}

/*
 * Slope of fine over coarse detail at edges, less what both have where there
 * are none: noise.  A ratio, so the face's contrast does not move it.
 */
static double slope(const struct relation *edges, const struct relation *flat)
{
	double both =
		edges->both / fmax(1, edges->n) - flat->both / fmax(1, flat->n);
	double coarse = edges->coarse / fmax(1, edges->n) -
			flat->coarse / fmax(1, flat->n);

	return both > 0 && coarse > 0 ? both / coarse : 0;
}

/* The strongest tenth of coarser detail is edges, the weaker half is not. */
static double edge_slope(const struct plane *fine, const struct plane *middle)
{
	struct relation edges = {0}, flat = {0};
	float high = (float)size_at(middle, 0.9);
	float low = (float)size_at(middle, 0.5);
	size_t i, n = (size_t)fine->width * (size_t)fine->height;

	for (i = 0; i < n; i++) {
		float d = middle->data[i];

		if (fabsf(d) >= high)
			relate(&edges, fine->data[i], d);
		else if (fabsf(d) <= low)
			relate(&flat, fine->data[i], d);
	}
	return slope(&edges, &flat);
}

/*
 * Detail below one pixel over detail of two to four, where there is most of
 * the latter: the edges of lids, brows and frames.
 */
double quality_detail_sharpness(const struct quality_from *from)
{
	static const double at[4] = {-0.45, -0.22, 0.45, 0.22};
	struct plane fine, middle, coarse;
	double result;

	if (face_part(from, at, &fine) < 0)
		return 0;
	blur(&fine, &middle, 0.9f);
	blur(&fine, &coarse, 2.5f);
	subtract(&fine, &middle);
	subtract(&middle, &coarse);
	result = edge_slope(&fine, &middle);
	plane_release(&fine);
	plane_release(&middle);
	plane_release(&coarse);
	return result;
}

/*
 * Median deviation from a little blur, in hundredths of the light there and
 * what a camera's own noise adds to dark skin, so that all tones come alike.
 */
static double texture_of(const struct quality_from *from, const double at[4])
{
	struct plane fine, soft;
	double mean = 0, result;
	size_t i, n;

	if (face_part(from, at, &fine) < 0)
		return 100;
	n = (size_t)fine.width * (size_t)fine.height;
	for (i = 0; i < n; i++)
		mean += (double)fine.data[i];
	blur(&fine, &soft, 1.2f);
	subtract(&fine, &soft);
	mean /= (double)n;
	result = mean > TOO_BRIGHT ? 100
				   : 100 * size_at(&fine, 0.5) / (mean + DARK);
	plane_release(&fine);
	plane_release(&soft);
	return result;
}

double quality_detail_texture(const struct quality_from *from)
{
	static const double left[4] = {-0.33, 0.2, -0.13, 0.4};
	static const double right[4] = {0.13, 0.2, 0.33, 0.4};
	double a = texture_of(from, left), b = texture_of(from, right);

	return a > b ? a : b;
}

/* Correlation of the patch with itself moved by (dx, dy). */
static double repeat(const struct plane *p, int dx, int dy)
{
	double sum = 0, all = 0;
	int x, y;

	for (y = 0; y + dy < p->height; y++) {
		const float *a = plane_row(p, y), *b = plane_row(p, y + dy);

		for (x = 0; x + dx < p->width; x++) {
			sum += (double)(a[x] * b[x + dx]);
			all += (double)(a[x] * a[x] + b[x + dx] * b[x + dx]);
		}
	}
	return all > 0 ? 2 * sum / all : 0;
}

/*
 * Strongest return of the correlation after it has fallen.  Moves by 8 and
 * 16 pixels are what JPEG itself repeats by and do not count.
 */
static double pattern_along(const struct plane *p, int dx, int dy)
{
	double low = 1, best = 0, r;
	int lag;

	for (lag = 1; lag <= MAX_LAG; lag++) {
		r = repeat(p, lag * dx, lag * dy);
		low = r < low ? r : low;
		if (lag % 8 != 0 && r - fmax(low, 0) > best)
			best = r - fmax(low, 0);
	}
	return best;
}

/* The middle of the face at the picture's own pixels. */
double quality_detail_pattern(const struct quality_from *from)
{
	struct image_box box = {
		(int)(from->head->centre - PATCH / 2),
		(int)(from->head->eye_line + 0.35 * from->head->width) -
			PATCH / 2,
		PATCH, PATCH};
	struct image im = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct plane p, soft;
	double across, down;

	if (image_crop(from->grey, box, &im, &err) < 0)
		return 0;
	plane_from_image(&p, &im, 0);
	blur(&p, &soft, 2.0f);
	subtract(&p, &soft);
	across = pattern_along(&p, 1, 0);
	down = pattern_along(&p, 0, 1);
	plane_release(&p);
	plane_release(&soft);
	image_release(&im);
	return across > down ? across : down;
}
