/* SPDX-License-Identifier: MIT */
#include "image/portrait/quality_detail.h"

#include <math.h>
#include <stddef.h>

#include "image/pixel/plane.h"
#include "image/pixel/resize.h"

/*
 * Pixels: the most that a face is wide when it is measured, so that a larger
 * picture of it is not judged blurred; the patch that a pattern is sought in
 * and the longest period.  Levels: cheeks too bright to show any texture, and
 * what a camera's noise in dark skin comes to.
 */
enum {
	FACE_SIDE = 240,
	PATCH = 64,
	MAX_LAG = 15,
	TOO_BRIGHT = 235,
	DARK = 150
};

/* A part of a face under this many pixels tells nothing. */
enum { LEAST_WIDTH = 16, LEAST_HEIGHT = 8 };
/* Texture of what cannot be told: clearly not too little. */
static const double any_texture = 100;
/* Sigmas, pixels: below the first is fine, up to the second coarser detail. */
static const float fine_sigma = 0.9f, coarse_sigma = 2.5f;
static const float texture_sigma = 1.2f, pattern_sigma = 2.0f;
/* Of coarser detail, what is an edge, and what is none. */
static const double edge_share = 0.9, flat_share = 0.5;
/* The patch's middle below the eyes' line, face widths: nose and cheeks. */
static const double patch_down = 0.35;
/*
 * Edges of coarser detail over the light's spread, the least of a face that is
 * there to be seen.  56 portraits have .14 to .38; out of focus by a tenth of
 * the eyes' distance and more they have .02 to .06, and then the finer detail
 * is that of the noise and of JPEG's blocks alone.
 */
static const double least_edges = 0.07;
/* Sizes are counted in 16ths of a level, up to 256 levels. */
enum { SIZE_STEPS = 16, SIZES = 256 * SIZE_STEPS };
/* JPEG's blocks. */
enum { BLOCK = 8 };

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
	struct resize_size size = {(int)lround(region.width * k),
				   (int)lround(region.height * k)};

	if (region.width * k < LEAST_WIDTH ||
	    region.height * k < LEAST_HEIGHT ||
	    resize_region(from->grey, region, size, &im, &err) < 0)
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
static double size_quantile(const struct plane *p, double q)
{
	size_t count[SIZES] = {0}, below = 0;
	size_t i, n = (size_t)p->width * (size_t)p->height;
	int v;

	for (i = 0; i < n; i++) {
		v = (int)(fabsf(p->data[i]) * SIZE_STEPS);
		count[v < SIZES - 1 ? v : SIZES - 1]++;
	}
	for (v = 0; v < SIZES - 1; v++) {
		below += count[v];
		if ((double)below > q * (double)n)
			break;
	}
	return (v + 0.5) / SIZE_STEPS;
}

/* How fine detail goes with coarser detail, summed over some pixels. */
struct regression {
	double both, coarse, n;
};

static void regression_add(struct regression *r, float fine, float coarse)
{
	r->both += (double)(fine * coarse);
	r->coarse += (double)(coarse * coarse);
	r->n++;
}

/*
 * Slope of fine over coarse detail at edges, less what both have where there
 * are none: noise.  A ratio, so the face's contrast does not move it.
 */
static double regression_slope(const struct regression *edges,
			       const struct regression *flat)
{
	double both =
		edges->both / fmax(1, edges->n) - flat->both / fmax(1, flat->n);
	double coarse = edges->coarse / fmax(1, edges->n) -
			flat->coarse / fmax(1, flat->n);

	return both > 0 && coarse > 0 ? both / coarse : 0;
}

static double spread(const struct plane *p)
{
	size_t i, n = (size_t)p->width * (size_t)p->height;
	double sum = 0, squares = 0;

	for (i = 0; i < n; i++) {
		double v = (double)p->data[i];

		sum += v;
		squares += v * v;
	}
	return sqrt(fmax(0, squares / (double)n - pow(sum / (double)n, 2)));
}

/* The strongest tenth of coarser detail is edges, the weaker half is not. */
static double edge_slope(const struct plane *fine, const struct plane *middle)
{
	struct regression edges = {0}, flat = {0};
	float high = (float)size_quantile(middle, edge_share);
	float low = (float)size_quantile(middle, flat_share);
	size_t i, n = (size_t)fine->width * (size_t)fine->height;

	for (i = 0; i < n; i++) {
		float d = middle->data[i];

		if (fabsf(d) >= high)
			regression_add(&edges, fine->data[i], d);
		else if (fabsf(d) <= low)
			regression_add(&flat, fine->data[i], d);
	}
	return regression_slope(&edges, &flat);
}

/*
 * Detail below one pixel over detail of two to four, where there is most of
 * the latter: the edges of lids, brows and frames.  Less where there is hardly
 * any of either.
 */
double quality_detail_sharpness(const struct quality_from *from)
{
	static const double at[4] = {-0.45, -0.22, 0.45, 0.22};
	struct plane fine, middle, coarse;
	double result, light;

	if (face_part(from, at, &fine) < 0)
		return 0;
	light = spread(&fine);
	blur(&fine, &middle, fine_sigma);
	blur(&fine, &coarse, coarse_sigma);
	subtract(&fine, &middle);
	subtract(&middle, &coarse);
	result = edge_slope(&fine, &middle);
	result *= fmin(1, size_quantile(&middle, edge_share) /
				  fmax(1, least_edges * light));
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
		return any_texture;
	n = (size_t)fine.width * (size_t)fine.height;
	for (i = 0; i < n; i++)
		mean += (double)fine.data[i];
	blur(&fine, &soft, texture_sigma);
	subtract(&fine, &soft);
	mean /= (double)n;
	result = mean > TOO_BRIGHT
			 ? any_texture
			 : 100 * size_quantile(&fine, 0.5) / (mean + DARK);
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
static double autocorrelation(const struct plane *p, int dx, int dy)
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
		r = autocorrelation(p, lag * dx, lag * dy);
		low = r < low ? r : low;
		if (lag % BLOCK != 0 && r - fmax(low, 0) > best)
			best = r - fmax(low, 0);
	}
	return best;
}

/* The middle of the face at the picture's own pixels. */
double quality_detail_pattern(const struct quality_from *from)
{
	struct image_box box = {
		(int)(from->head->centre - PATCH / 2),
		(int)(from->head->eye_line + patch_down * from->head->width) -
			PATCH / 2,
		PATCH, PATCH};
	struct image im = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct plane p, soft;
	double across, down;

	if (image_crop(from->grey, box, &im, &err) < 0)
		return 0;
	plane_from_image(&p, &im, 0);
	blur(&p, &soft, pattern_sigma);
	subtract(&p, &soft);
	across = pattern_along(&p, 1, 0);
	down = pattern_along(&p, 0, 1);
	plane_release(&p);
	plane_release(&soft);
	image_release(&im);
	return across > down ? across : down;
}
