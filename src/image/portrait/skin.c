/* SPDX-License-Identifier: MIT */
#include "image/portrait/skin.h"

#include <math.h>

#include "image/pixel/lab.h"
#include "image/pixel/rank.h"

/* Cheeks: beside the nose and the mouth, steps of a twentieth. */
enum { ACROSS = 11, DOWN = 11, NOSE = 5 };
static const double step = 0.05, first_row = 0.45;
/* Pixels across a square whose mean is taken: more cost and tell nothing. */
enum { MOST_ACROSS = 3 };
/* Lab: of tint apart; of light over the cheeks'. */
static const double tint_off = 12, darkest = 0.45, lightest = 1.35;

bool skin_lab_at(const struct skin *s, double u, double v, double lab[3])
{
	double pixel[2];
	int x, y;

	face_axes_from(&s->axes, (const double[2]){u, v}, pixel);
	if (!(pixel[0] >= 0 && pixel[1] >= 0 && pixel[0] < s->rgb->width &&
	      pixel[1] < s->rgb->height))
		return false;
	x = (int)pixel[0];
	y = (int)pixel[1];
	lab_of_pixel(image_row(s->rgb, y) + 3 * x, lab);
	return true;
}

static int clamp(double v, int size)
{
	return v < 0 ? 0 : v >= size ? size - 1 : (int)v;
}

void skin_lab_around(const struct skin *s, const double at[2], double side,
		     double lab[3])
{
	const struct face_axes *a = &s->axes;
	int n = (int)fmin(MOST_ACROSS, fmax(1, ceil(side * a->gap))), i, c;
	double apart = side * a->gap / n, pixel[2];
	int sum[3] = {0};
	uint8_t mean[3];

	face_axes_from(a, at, pixel);
	for (i = 0; i < n * n; i++) {
		double du = (i % n - (n - 1) / 2.0) * apart;
		double dv = (i / n - (n - 1) / 2.0) * apart;
		int x = clamp(pixel[0] + du * a->u[0] + dv * a->v[0],
			      s->rgb->width);
		int y = clamp(pixel[1] + du * a->u[1] + dv * a->v[1],
			      s->rgb->height);

		for (c = 0; c < 3; c++)
			sum[c] += image_row(s->rgb, y)[3 * x + c];
	}
	for (c = 0; c < 3; c++)
		mean[c] = (uint8_t)((sum[c] + n * n / 2) / (n * n));
	lab_of_pixel(mean, lab);
}

bool skin_is_like(const struct skin *s, const double lab[3])
{
	double light = lab[0] / (s->lab[0] + 1);

	return hypot(lab[1] - s->lab[1], lab[2] - s->lab[2]) < tint_off &&
	       light > darkest && light < lightest;
}

void skin_measure(const struct image *rgb, const struct landmarks *points,
		  struct skin *out)
{
	double values[3][(2 * ACROSS + 1) * DOWN], lab[3];
	size_t n = 0;
	int i, x, y, c;

	*out = (struct skin){.rgb = rgb};
	face_axes_of(points, &out->axes);
	for (i = 0; i < LANDMARKS; i++)
		face_axes_to(&out->axes, points->at[i], out->at[i]);
	for (x = -ACROSS; x <= ACROSS; x++)
		for (y = 0; y < DOWN; y++) {
			if (x > -NOSE && x < NOSE)
				continue;
			if (!skin_lab_at(out, x * step, first_row + y * step,
					 lab))
				continue;
			for (c = 0; c < 3; c++)
				values[c][n] = lab[c];
			n++;
		}
	for (c = 0; c < 3 && n; c++)
		out->lab[c] = rank_double(values[c], n, n / 2);
}
