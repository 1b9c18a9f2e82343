/* SPDX-License-Identifier: MIT */
#include "image/face_outline.h"

#include <math.h>
#include <stdbool.h>

#include "image/face_field.h"

enum { POINTS = 25, FIRST = 4, CHEEK_END = 12, SHAPES = 3 };

/* The widest row below the eyes' line, in half widths. */
static const float widest = 0.12F;

/*
 * How much one sharp edge all around weighs against one standard deviation
 * of form; and the deviations: guess to width, guess to chin, chin to width
 * (mean 1.53 half widths), the axis beside the eyes' middle.
 */
static const double edge_weight = 30, width_off = 0.15, chin_off = 0.12,
		    form_off = 0.12, axis_off = 0.08, mean_form = 1.53;

/*
 * The edge found lies a little inside the truth, and hair hides a seventh
 * of the cheeks' half width: least squares over sitters (accuracy_photos).
 */
static const double width_by = 1.006, width_by_hair = 0.117, chin_by = 1.037;

/* Right half of an outline one wide and one high. */
struct shape {
	float x[POINTS], y[POINTS];
};

struct guess {
	float half, chin, axis; /* pixels of the field */
	int shape;
	double score;
};

/* Steps of the three lengths, how many of them each way, and of shapes. */
struct grid {
	float half, chin, axis;
	int halves, chins, axes;
	int first_shape, last_shape;
};

struct fit {
	struct face_field field;
	struct shape shapes[SHAPES];
	struct guess start;
};

/* Cheek to chin as a superellipse, its jaw softer or squarer. */
static void make_shape(struct shape *s, double jaw)
{
	double t, x;
	int i;

	for (i = 0; i < POINTS; i++) {
		t = sin((i + 0.5) * M_PI / 2 / POINTS);
		x = pow(1 - pow(t, jaw), 1 / 2.05);
		s->x[i] = (float)(x + 0.012 * exp(-8 * (t - 0.5) * (t - 0.5)));
		s->y[i] = (float)t;
	}
}

/* Both sides' edges at point i of an outline. */
static float edges_at(const struct fit *fit, const struct guess *g, int i)
{
	const struct shape *s = &fit->shapes[g->shape];
	int next = i < POINTS - 1 ? i + 1 : i;
	float top = widest * g->half, high = g->chin - top;
	float x = s->x[i] * g->half, y = top + s->y[i] * high;
	float along_x = (s->x[next] - s->x[i - 1]) * g->half;
	float along_y = (s->y[next] - s->y[i - 1]) * high;
	float n = 1 / sqrtf(along_x * along_x + along_y * along_y + 1e-6F);
	float nx = along_y * n, ny = -along_x * n;

	return face_field_edge(&fit->field, g->axis + x, y, nx, ny) +
	       face_field_edge(&fit->field, g->axis - x, y, -nx, ny);
}

static double square(double v)
{
	return v * v;
}

/* The edges under an outline, less what is unusual about its form. */
static void judge(const struct fit *fit, struct guess *g)
{
	const struct guess *s = &fit->start;
	double half = (double)g->half, chin = (double)g->chin;
	float sum = 0;
	int i;

	for (i = FIRST; i < POINTS; i++)
		sum += edges_at(fit, g, i);
	g->score = edge_weight * (double)sum / (2 * (POINTS - FIRST)) -
		   square((half / (double)s->half - 1) / width_off) / 2 -
		   square((chin / (double)s->chin - 1) / chin_off) / 2 -
		   square((chin / half / mean_form - 1) / form_off) / 2 -
		   square((double)(g->axis / s->half) / axis_off) / 2;
}

/* Every form of one outline of the grid. */
static void judge_shapes(const struct fit *fit, const struct grid *grid,
			 struct guess g, struct guess *best)
{
	for (g.shape = grid->first_shape; g.shape <= grid->last_shape;
	     g.shape++) {
		judge(fit, &g);
		if (g.score > best->score)
			*best = g;
	}
}

static struct guess search(const struct fit *fit, const struct grid *grid,
			   const struct guess *from)
{
	struct guess best = *from, g = *from;
	int a, b, c;

	best.score = -INFINITY;
	for (a = -grid->halves; a <= grid->halves; a++)
		for (b = -grid->chins; b <= grid->chins; b++)
			for (c = -grid->axes; c <= grid->axes; c++) {
				g.half = from->half + (float)a * grid->half;
				g.chin = from->chin + (float)b * grid->chin;
				g.axis = from->axis + (float)c * grid->axis;
				judge_shapes(fit, grid, g, &best);
			}
	return best;
}

/* Hair all the way outwards from the cheek's edge, not just an ear's shade. */
static bool is_covered(const struct fit *fit, const struct guess *g, int i,
		       float side)
{
	const struct shape *s = &fit->shapes[g->shape];
	float top = widest * g->half, y = top + s->y[i] * (g->chin - top);
	int k;

	for (k = 1; k <= 3; k++)
		if (!face_field_is_hair(
			    &fit->field,
			    g->axis + side * g->half *
					      (s->x[i] + 0.08F * (float)k),
			    y))
			return false;
	return true;
}

static double covered_share(const struct fit *fit, const struct guess *g)
{
	int i, n = 0;

	for (i = FIRST; i < CHEEK_END; i++)
		n += is_covered(fit, g, i, 1) + is_covered(fit, g, i, -1);
	return n / (2.0 * (CHEEK_END - FIRST));
}

/* Coarse with the middle shape, then fine with all. */
static void run(struct fit *fit, double pixel, struct face_outline *o)
{
	static const struct grid coarse = {1.6F, 2, 1.6F, 8, 9, 2, 1, 1};
	static const struct grid fine = {0.5F, 0.7F, 0.5F, 3,
					 3,    2,    0,	   SHAPES - 1};
	struct guess best;
	int i;

	for (i = 0; i < SHAPES; i++)
		make_shape(&fit->shapes[i], 2.1 + 0.45 * i);
	best = search(fit, &coarse, &fit->start);
	best = search(fit, &fine, &best);
	o->covered = covered_share(fit, &best);
	o->half_width = (double)best.half * pixel *
			(width_by + width_by_hair * o->covered);
	o->chin = (double)best.chin * pixel * chin_by;
}

void face_outline_fit(const struct image *rgb, const struct backdrop *wall,
		      struct face_outline *outline)
{
	double pixel = 2 * outline->half_width / FACE_FIELD_FACE;
	struct face_field_from from = {
		rgb,	       outline->eye_x, outline->eye_y,
		outline->tilt, pixel,	       wall};
	struct fit fit = {.start = {(float)(outline->half_width / pixel),
				    (float)(outline->chin / pixel), 0, 0, 0}};
	struct error err = ERROR_INIT;

	if (outline->half_width < 8 || outline->chin < 8 ||
	    face_field_init(&fit.field, &from, &err) < 0)
		return;
	run(&fit, pixel, outline);
	face_field_release(&fit.field);
}
