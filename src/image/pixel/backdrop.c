/* SPDX-License-Identifier: MIT */
#include "image/pixel/backdrop.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "image/pixel/lab.h"
#include "image/pixel/linear.h"
#include "image/pixel/rank.h"
#include "image/pixel/resize.h"

enum {
	SIDE = 160,	 /* pixels: the longer side is reduced to this */
	ROUNDS = 6,	 /* of reweighting, */
	WIDE_ROUNDS = 2, /* the first ones with the wide scale */
	PARTS = 6,
	FEWEST = 16, /* samples a part is judged by */
};

/* Distances in CIE Lab are those of lab_distance() all through. */

/* A sample this far off weighs half: first any wall, then its own colour. */
static const double wide_scale = 10, narrow_scale = 5;
/* The p90 of the distance from a quieter quantile, which strays leave be. */
static const double spread_quantile = 0.6, spread_factor = 1.5;
/* Farther than so many spreads, and than this at least, is no wall. */
static const double stray_spreads = 3, least_stray = 6;
/* Parts are compared with their shade in, which strays leave out. */
static const double part_limit = 14;
/* Moments under this come of samples in a line: no slope across it. */
static const double least_determinant = 1e-9;
/* What a share of strays counts in clutter: 2 % are a spread of 0.9. */
static const double stray_clutter = 45;

struct sample {
	double x, y; /* -0.5 .. 0.5 of the picture */
	double lab[3], distance;
};

struct samples {
	struct sample *list;
	int n;
};

double backdrop_clutter(const struct backdrop *b)
{
	return fmax(b->spread, stray_clutter * b->stray);
}

/*
 * Whether the pixel is where only the wall should be: a standard photo leaves
 * more than 6 % above the hair and 7 % beside it.
 */
static bool is_edge(int x, int y, const struct image *im, int chin)
{
	int side = im->width * 7 / 100 + 1, top = im->height * 6 / 100 + 1;

	if (y >= chin)
		return false;
	return y < top || x < side || x >= im->width - side;
}

/* Down to where the chin's shadow begins, in heights of the face's box. */
static int chin_row(struct image_box face)
{
	return face.y + face.height * 8 / 10;
}

/* lab: of im, here and below. */
static void collect(const struct image *im, const struct plane lab[3],
		    struct image_box face, struct samples *out)
{
	int chin = face.width ? chin_row(face) : im->height / 2;
	struct sample *s;
	int x, y, c;

	out->list = mem_xmalloc((size_t)im->width * (size_t)im->height *
				sizeof(*out->list));
	out->n = 0;
	for (y = 0; y < im->height; y++)
		for (x = 0; x < im->width; x++) {
			if (!is_edge(x, y, im, chin))
				continue;
			s = &out->list[out->n++];
			s->x = (x + 0.5) / im->width - 0.5;
			s->y = (y + 0.5) / im->height - 0.5;
			for (c = 0; c < 3; c++)
				s->lab[c] = (double)plane_row(&lab[c], y)[x];
		}
}

static void start_at_median(const struct samples *s, struct backdrop *b)
{
	double *v = mem_xcalloc((size_t)s->n + 1, sizeof(*v));
	int c, i;

	for (c = 0; c < 3; c++) {
		for (i = 0; i < s->n; i++)
			v[i] = s->list[i].lab[c];
		b->lab[c] = rank_double(v, (size_t)s->n, (size_t)s->n / 2);
		b->slope[c][0] = b->slope[c][1] = 0;
	}
	free(v);
}

void backdrop_at(const struct backdrop *b, double x, double y, double lab[3])
{
	int c;

	for (c = 0; c < 3; c++)
		lab[c] = b->lab[c] + b->slope[c][0] * x + b->slope[c][1] * y;
}

static void measure_distances(struct samples *s, const struct backdrop *b)
{
	double lab[3];
	int i;

	for (i = 0; i < s->n; i++) {
		backdrop_at(b, s->list[i].x, s->list[i].y, lab);
		s->list[i].distance = lab_distance(lab, s->list[i].lab);
	}
}

static double distance_quantile(const struct samples *s, double q)
{
	double *v = mem_xcalloc((size_t)s->n, sizeof(*v)), result;
	int i;

	for (i = 0; i < s->n; i++)
		v[i] = s->list[i].distance;
	result = rank_double(v, (size_t)s->n, (size_t)(q * (s->n - 1)));
	free(v);
	return result;
}

/* One round of least squares, far samples counting little. */
static void refit(const struct samples *s, double scale, struct backdrop *b)
{
	struct linear_plane plane = {.moment = {0}};
	double out[3][3];
	int i, c;

	for (i = 0; i < s->n; i++) {
		const struct sample *p = &s->list[i];
		double u = p->distance / scale, w = 1 / (1 + u * u * u * u);
		double at[2] = {p->x, p->y};

		linear_plane_add(&plane, w, at);
		for (c = 0; c < 3; c++)
			linear_plane_value(&plane, w, at, c, p->lab[c]);
	}
	if (!linear_plane_solve(&plane, least_determinant, 3, out)) {
		/* samples in a line have no slope across it: one colour */
		for (c = 0; c < 3; c++) {
			out[c][0] = plane.right[c][0] / plane.moment[0];
			out[c][1] = out[c][2] = 0;
		}
	}
	for (c = 0; c < 3; c++) {
		b->lab[c] = out[c][0];
		b->slope[c][0] = out[c][1];
		b->slope[c][1] = out[c][2];
	}
}

static const double part_edge = 0.2;

/*
 * Which of the parts around the head a sample lies in.
 *
 *      ┌───┬─────┬───┐
 *      │ 0 │  1  │ 2 │  20 % of the picture from its middle
 *      ├───┼─────┼───┤
 *      │ 3 │ 4   │ 5 │
 *      └───┴─────┴───┘
 */
static int part_of(const struct sample *s)
{
	int column = s->x < -part_edge ? 0 : s->x > part_edge ? 2 : 1;

	return column + (s->y > -part_edge ? 3 : 0);
}

/* Mean colour of the samples of each part, strays left out. */
struct parts {
	double mean[PARTS][3];
	int count[PARTS];
};

static struct parts part_means(const struct samples *s, double limit)
{
	struct parts p = {.count = {0}};
	int i, c, part;

	for (i = 0; i < s->n; i++) {
		if (s->list[i].distance > limit)
			continue;
		part = part_of(&s->list[i]);
		p.count[part]++;
		for (c = 0; c < 3; c++)
			p.mean[part][c] += s->list[i].lab[c];
	}
	for (i = 0; i < PARTS; i++)
		for (c = 0; c < 3; c++)
			p.mean[i][c] /= p.count[i] ? p.count[i] : 1;
	return p;
}

/* Largest distance between the mean colours of two parts. */
static double parts_apart(const struct samples *s, double limit)
{
	struct parts p = part_means(s, limit);
	double worst = 0;
	int i, j;

	for (i = 0; i < PARTS; i++)
		for (j = 0; j < i; j++)
			if (p.count[i] >= FEWEST && p.count[j] >= FEWEST)
				worst = fmax(worst, lab_distance(p.mean[i],
								 p.mean[j]));
	return worst;
}

static void find_strays(const struct samples *s, double limit,
			struct backdrop *b)
{
	int i, n = 0;

	for (i = 0; i < s->n; i++)
		n += s->list[i].distance > limit;
	b->stray = (double)n / s->n;
}

/* As near to the wall's colour as this it is plainly wall. */
static const double plain_wall = 5;
/* L* a shadow takes: at least, and at most as a share of the wall's. */
static const double least_dark = 5, most_dark = 0.4;
/* Its hue is the wall's, but for noise, and for light off other things. */
static const double hue_noise = 3, hue_drift = 0.15;

/* Darker than the wall by a shadow's measure, and of its hue. */
static bool is_shade(const double wall[3], const double pixel[3])
{
	double dark = wall[0] - pixel[0];
	double hue = hypot(pixel[1] - wall[1], pixel[2] - wall[2]);

	return dark > least_dark && dark < most_dark * wall[0] &&
	       hue < hue_noise + hue_drift * dark;
}

/* Squares of the head's half axes in boxes of the face: hair goes with it. */
static const double head_width2 = 0.25, head_height2 = 0.49;

/*
 * Above the chin, outside the head: what is wall, and what wall in shade.
 * A few pixels are always in between at the hair's edge.
 */
static void find_shadow(const struct image *im, const struct plane lab[3],
			struct image_box face, struct backdrop *b)
{
	double wall[3], pixel[3], u, v;
	int x, y, c, plain = 0, shade = 0;

	for (y = 0; y < chin_row(face) && y < im->height; y++)
		for (x = 0; x < im->width; x++) {
			u = (x - face.x - face.width / 2.0) / face.width;
			v = (y - face.y - face.height / 2.0) / face.height;
			if (u * u / head_width2 + v * v / head_height2 < 1)
				continue;
			backdrop_at(b, (x + 0.5) / im->width - 0.5,
				    (y + 0.5) / im->height - 0.5, wall);
			for (c = 0; c < 3; c++)
				pixel[c] = (double)plane_row(&lab[c], y)[x];
			plain += lab_distance(wall, pixel) < plain_wall;
			shade += is_shade(wall, pixel);
		}
	b->shadow = (double)shade / (plain + shade + 1);
}

/* Mean sRGB of the samples that are wall. */
static void mean_colour(const struct samples *s, double limit,
			struct backdrop *b)
{
	double sum[3] = {0};
	int i, c, n = 0;

	for (i = 0; i < s->n; i++) {
		if (s->list[i].distance > limit)
			continue;
		n++;
		for (c = 0; c < 3; c++)
			sum[c] += s->list[i].lab[c];
	}
	for (c = 0; c < 3; c++)
		b->lab[c] = n ? sum[c] / n : b->lab[c];
	lab_to_pixel(b->lab, b->rgb);
}

static void fit(struct samples *s, struct backdrop *b)
{
	double limit;
	int round;

	start_at_median(s, b);
	measure_distances(s, b);
	for (round = 0; round < ROUNDS; round++) {
		refit(s, round < WIDE_ROUNDS ? wide_scale : narrow_scale, b);
		measure_distances(s, b);
	}
	b->spread = spread_factor * distance_quantile(s, spread_quantile);
	limit = fmax(least_stray, stray_spreads * b->spread);
	find_strays(s, limit, b);
	b->unevenness = parts_apart(s, fmax(limit, part_limit));
	mean_colour(s, limit, b);
}

void backdrop_measure(const struct image *rgb, struct image_box face,
		      struct backdrop *out)
{
	int side = rgb->width > rgb->height ? rgb->width : rgb->height;
	double k = side > SIDE ? (double)SIDE / side : 1;
	struct image small = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct samples s = {0};
	struct plane lab[3];
	int c;

	*out = (struct backdrop){0};
	if (resize_to(rgb, (int)fmax(8, lround(rgb->width * k)),
		      (int)fmax(8, lround(rgb->height * k)), &small, &err) < 0)
		return;
	face.y = (int)lround(face.y * k);
	face.height = (int)lround(face.height * k);
	face.x = (int)lround(face.x * k);
	face.width = (int)lround(face.width * k);
	lab_from_image(&small, lab);
	collect(&small, lab, face, &s);
	if (s.n > 0)
		fit(&s, out);
	if (s.n > 0 && face.width > 0)
		find_shadow(&small, lab, face, out);
	for (c = 0; c < 3; c++)
		plane_release(&lab[c]);
	free(s.list);
	image_release(&small);
}
