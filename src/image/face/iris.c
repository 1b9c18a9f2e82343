/* SPDX-License-Identifier: MIT */
#include "image/face/iris.h"

#include <math.h>

/*
 * Lengths over that from corner to corner.  An iris is 11.7 mm of 30 across,
 * .39; lids pulled together make the opening look narrower or wider.
 */
static const double least_radius = 0.14, most_radius = 0.24;
static const double radius_step = 0.025;
/* Where its middle may be: along the line of the corners, and off it. */
static const double reach_along = 0.27, reach_off = 0.13;
static const double step = 0.035;
/* The two rings that are compared lie so far in and out of the circle. */
static const double ring = 0.035;

enum { ARC = 7 }; /* samples of one arc */

/* The eye's own axes in pixels: along from corner to corner, off downward. */
struct eye {
	const struct image *grey;
	double x, y; /* its middle */
	double along[2], off[2];
	double cosine[ARC], sine[ARC];
};

static double grey_at(const struct image *grey, double x, double y)
{
	const uint8_t *row, *next;
	double wx, wy;
	int x0, y0;

	if (!(x >= 0 && y >= 0 && x < grey->width - 1 && y < grey->height - 1))
		return 0;
	/* Not negative: cut off is rounded down, and floor() is a call. */
	x0 = (int)x;
	y0 = (int)y;
	wx = x - x0;
	wy = y - y0;
	row = image_row(grey, y0) + x0;
	next = image_row(grey, y0 + 1) + x0;
	return (row[0] * (1 - wx) + row[1] * wx) * (1 - wy) +
	       (next[0] * (1 - wx) + next[1] * wx) * wy;
}

static double at(const struct eye *e, double along, double off)
{
	return grey_at(e->grey, e->x + along * e->along[0] + off * e->off[0],
		       e->y + along * e->along[1] + off * e->off[1]);
}

/* Mean brightness of both arcs of a circle. */
static double arcs(const struct eye *e, double along, double off, double radius)
{
	double sum = 0;
	int i;

	for (i = 0; i < ARC; i++) {
		double c = radius * e->cosine[i], s = radius * e->sine[i];

		sum += at(e, along - c, off + s) + at(e, along + c, off + s);
	}
	return sum / (2 * ARC);
}

static void open_eye(const struct image *grey, const struct landmarks *p,
		     int side, struct eye *e)
{
	const double *left = p->at[36 + 6 * side],
		     *right = p->at[39 + 6 * side];
	double sum[2] = {0};
	int i;

	e->grey = grey;
	for (i = 36 + 6 * side; i < 42 + 6 * side; i++) {
		sum[0] += p->at[i][0] / 6;
		sum[1] += p->at[i][1] / 6;
	}
	e->x = sum[0];
	e->y = sum[1];
	e->along[0] = right[0] - left[0];
	e->along[1] = right[1] - left[1];
	e->off[0] = -e->along[1];
	e->off[1] = e->along[0];
	for (i = 0; i < ARC; i++) {
		double angle = M_PI / 2 * ((double)i / (ARC - 1) - 0.5);

		e->cosine[i] = cos(angle);
		e->sine[i] = sin(angle);
	}
}

static void try_circle(const struct eye *e, double along, double off,
		       double radius, struct iris *best)
{
	double out = arcs(e, along, off, radius + ring);
	double in = arcs(e, along, off, radius - ring);
	double contrast = (out - in) / (out + in + 1);

	if (contrast <= best->contrast)
		return;
	best->contrast = contrast;
	best->along = along;
	best->y = off;
	best->radius = radius;
}

void iris_find(const struct image *grey, const struct landmarks *points,
	       int side, struct iris *out)
{
	struct iris best = {.contrast = -1};
	struct eye e;
	double along, off, radius, size;

	open_eye(grey, points, side, &e);
	for (radius = least_radius; radius <= most_radius;
	     radius += radius_step)
		for (off = -reach_off; off <= reach_off; off += step)
			for (along = -reach_along; along <= reach_along;
			     along += step)
				try_circle(&e, along, off, radius, &best);
	size = hypot(e.along[0], e.along[1]);
	*out = (struct iris){
		.x = e.x + best.along * e.along[0] + best.y * e.off[0],
		.y = e.y + best.along * e.along[1] + best.y * e.off[1],
		.radius = best.radius * size,
		.contrast = best.contrast,
		.along = best.along + 0.5,
	};
}
