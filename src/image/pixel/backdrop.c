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

enum { SIDE = 160, ROUNDS = 6, PARTS = 6, FEWEST = 16 };

struct sample {
	double x, y; /* -0.5 .. 0.5 of the picture */
	double lab[3], distance;
};

struct samples {
	struct sample *list;
	int n;
};

void backdrop_lab(const uint8_t rgb[3], double lab[3])
{
	lab_of_pixel(rgb, lab);
}

double backdrop_clutter(const struct backdrop *b)
{
	return fmax(b->spread, 45 * b->stray);
}

double backdrop_distance(const double a[3], const double b[3])
{
	double l = a[0] - b[0], u = a[1] - b[1], v = a[2] - b[2];

	return sqrt(l * l + u * u + v * v);
}

/* Whether the pixel is where only the wall should be. */
static bool is_edge(int x, int y, const struct image *im, int chin)
{
	int side = im->width * 7 / 100 + 1, top = im->height * 6 / 100 + 1;

	if (y >= chin)
		return false;
	return y < top || x < side || x >= im->width - side;
}

/* lab: of im, here and below. */
static void collect(const struct image *im, const struct plane lab[3],
		    struct image_box face, struct samples *out)
{
	int chin = face.width ? face.y + face.height * 8 / 10 : im->height / 2;
	struct sample *s;
	int x, y, c;

	out->list = mem_xcalloc((size_t)im->width * (size_t)im->height,
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
		s->list[i].distance = backdrop_distance(lab, s->list[i].lab);
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
	if (!linear_plane_solve(&plane, 1e-9, 3, out)) {
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

/* Which of the parts around the head a sample lies in. */
static int part_of(const struct sample *s)
{
	int column = s->x < -0.2 ? 0 : s->x > 0.2 ? 2 : 1;

	return column + (s->y > -0.2 ? 3 : 0);
}

/* Largest distance between the mean colours of two parts. */
static double parts_apart(const struct samples *s, double limit)
{
	double mean[PARTS][3] = {{0}}, worst = 0, d;
	int count[PARTS] = {0}, i, j, c, part;

	for (i = 0; i < s->n; i++) {
		if (s->list[i].distance > limit)
			continue;
		part = part_of(&s->list[i]);
		count[part]++;
		for (c = 0; c < 3; c++)
			mean[part][c] += s->list[i].lab[c];
	}
	for (i = 0; i < PARTS; i++)
		for (c = 0; c < 3; c++)
			mean[i][c] /= count[i] ? count[i] : 1;
	for (i = 0; i < PARTS; i++)
		for (j = 0; j < i; j++) {
			if (count[i] < FEWEST || count[j] < FEWEST)
				continue;
			d = backdrop_distance(mean[i], mean[j]);
			worst = d > worst ? d : worst;
		}
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

/* Darker than the wall by a shadow's measure, and of its hue. */
static bool is_shade(const double wall[3], const double pixel[3])
{
	double dark = wall[0] - pixel[0];
	double hue = hypot(pixel[1] - wall[1], pixel[2] - wall[2]);

	return dark > 5 && dark < 0.4 * wall[0] && hue < 3 + 0.15 * dark;
}

/*
 * Above the chin, outside the head: what is wall, and what wall in shade.
 * A few pixels are always in between at the hair's edge.
 */
static void find_shadow(const struct image *im, const struct plane lab[3],
			struct image_box face, struct backdrop *b)
{
	double wall[3], pixel[3], u, v;
	int x, y, c, plain = 0, shade = 0;

	for (y = 0; y < face.y + face.height * 8 / 10 && y < im->height; y++)
		for (x = 0; x < im->width; x++) {
			u = (x - face.x - face.width / 2.0) / face.width;
			v = (y - face.y - face.height / 2.0) / face.height;
			if (u * u / 0.25 + v * v / 0.49 < 1)
				continue;
			backdrop_at(b, (x + 0.5) / im->width - 0.5,
				    (y + 0.5) / im->height - 0.5, wall);
			for (c = 0; c < 3; c++)
				pixel[c] = (double)plane_row(&lab[c], y)[x];
			plain += backdrop_distance(wall, pixel) < 5;
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
		refit(s, round < 2 ? 10 : 5, b);
		measure_distances(s, b);
	}
	b->spread = 1.5 * distance_quantile(s, 0.6);
	limit = fmax(6, 3 * b->spread);
	find_strays(s, limit, b);
	b->unevenness = parts_apart(s, fmax(limit, 14));
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
