/* SPDX-License-Identifier: MIT */
#include "image/portrait/outline.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "image/portrait/field.h"

/*
 * Points of one side from the widest row to the chin: where edges are first
 * looked at, where cheeks end and jaws begin, where the chin begins; the step
 * of the coarse search.
 */
enum { POINTS = 25, FIRST = 4, CHEEK_END = 12, CHIN = 16, COARSE = 2 };
/* Forms: jaws softer to squarer, cheeks likewise; the middle one. */
enum { JAWS = 4, TAPERS = 3, FORMS = JAWS * TAPERS, MIDDLE = 4 };
/* Exponents of the superellipse, first and step; the middle of either. */
static const double jaw_first = 2.05, jaw_step = 0.35, jaw_middle = 1.5,
		    taper_first = 1.8, taper_step = 0.25;
enum { TAPER_MIDDLE = 1 };
/* Half way down a jaw stands out of a superellipse by so much, so narrowly. */
static const double jaw_bulge = 0.012, bulge_narrow = 8;

/* The widest row below the eyes' line, in half widths. */
static const float widest = 0.12F;

/*
 * How much one sharp edge all around weighs against one standard deviation
 * of form; and the deviations: guess to width, guess to chin, chin to width
 * (mean 1.53 half widths), the axis beside the eyes' middle and how far it
 * leans against the eyes.  What a form off the usual costs.
 */
static const double edge_weight = 30, width_off = 0.15, chin_off = 0.1,
		    form_off = 0.15, axis_off = 0.08, lean_off = 0.045,
		    mean_form = 1.53, form_cost = 0.1;

/*
 * The same of a guess by landmarks.  They lie a little inside a cheek's edge,
 * and where hair hangs over it at the hair's, farther in: over 4 % too narrow
 * on 146 of 155 sitters whose hair is long, on 78 of 478 others.  Put right,
 * and believed more than a box, they leave 19 of 700 widths over 4 % off; as
 * guesses like any other they left 52.
 */
static const double points_off = 0.065, points_by = 1.01, points_by_hair = 0.08;

/* Beside a neck's collar a chin is a faint edge. */
static const float chin_faint = 0.4F;

/* Steps of the coarse search and of the mean, pixels of the field. */
static const float half_step = 2.5F, chin_step = 3, axis_step = 2,
		   mean_step = 0.6F;

/* By how much of its score an outline is e times less likely. */
static const double likeness = 0.4;

/*
 * Long hair ends this far inside the cheeks' edge, in half widths; the edges
 * found lie a little inside the truth: means over sitters (accuracy_photos).
 */
static const float under_hair = 0.133F;
static const double width_by = 1.004, chin_by = 1.037;

/* Right half of an outline one wide and one high, and what it costs. */
struct outline_form {
	float x[POINTS], y[POINTS];
	double cost;
};

struct guess {
	float half, chin, axis; /* pixels of the field */
	float lean;		/* the axis' way per row */
	int form;
	double score;
};

struct outline_fit {
	struct portrait_field field;
	struct outline_form forms[FORMS];
	struct guess start;
	double width_off; /* of the start */
};

/* A place on one side of an outline; side is 1 or -1. */
struct outline_point {
	const struct outline_fit *fit;
	float axis, half, side; /* the axis in this row */
	float x, y, nx, ny;	/* of the right side */
	float faint;		/* see portrait_field_edge() */
};

/* Cheek to chin as a superellipse, its jaw and cheeks softer or squarer. */
static void make_form(struct outline_form *s, double jaw, double taper)
{
	double t, x;
	int i;

	for (i = 0; i < POINTS; i++) {
		t = sin((i + 0.5) * M_PI / 2 / POINTS);
		x = pow(1 - pow(t, jaw), 1 / taper);
		s->x[i] = (float)(x + jaw_bulge * exp(-bulge_narrow *
						      (t - 0.5) * (t - 0.5)));
		s->y[i] = (float)t;
	}
}

static void make_forms(struct outline_fit *fit)
{
	int i, j;

	for (i = 0; i < JAWS; i++)
		for (j = 0; j < TAPERS; j++) {
			struct outline_form *s = &fit->forms[i * TAPERS + j];

			make_form(s, jaw_first + jaw_step * i,
				  taper_first + taper_step * j);
			s->cost = form_cost * (fabs(i - jaw_middle) +
					       abs(j - TAPER_MIDDLE));
		}
}

/*
 * Where hair is looked for beside an edge, in half widths outwards: over the
 * edge itself, and hanging beside it.
 */
static const float over_cheek[2] = {-0.05F, 0.15F},
		   beside_cheek[2] = {0.13F, 0.28F},
		   over_jaw[2] = {-0.05F, 0.1F}, over_edge[2] = {-0.05F, 0.05F},
		   beside_points[2] = {0.03F, 0.13F};

/* Hair all the way between two distances outwards, in half widths. */
static bool is_hair(const struct outline_point *p, const float between[2])
{
	float from = between[0], to = between[1];
	int k;

	for (k = 0; k < 3; k++)
		if (!portrait_field_is_hair(
			    &p->fit->field,
			    p->axis + p->side * (p->x +
						 p->half * (from +
							    (to - from) *
								    (float)k /
								    2)),
			    p->y))
			return false;
	return true;
}

/* The edge so many half widths inside the place. */
static float edge_inside(const struct outline_point *p, float inside)
{
	const struct portrait_field_point at = {
		p->axis + p->side * (p->x - inside * p->half), p->y,
		p->side * p->nx, p->ny, p->faint};

	return portrait_field_edge(&p->fit->field, &at);
}

/* Under hair nothing is seen of a cheek but where the hair ends. */
static float cheek_edge(const struct outline_point *p)
{
	if (is_hair(p, over_cheek))
		return edge_inside(p, under_hair);
	return is_hair(p, beside_cheek) ? 0 : edge_inside(p, 0);
}

/* Beside the jaw it may hang behind or before. */
static float jaw_edge(const struct outline_point *p)
{
	float e = edge_inside(p, 0);

	return is_hair(p, over_jaw) ? fmaxf(e, edge_inside(p, under_hair)) : e;
}

static struct outline_point point_at(const struct outline_fit *fit,
				     const struct guess *g, int i)
{
	const struct outline_form *s = &fit->forms[g->form];
	int next = i < POINTS - 1 ? i + 1 : i;
	float top = widest * g->half, high = g->chin - top;
	float y = top + s->y[i] * high;
	float along_x = (s->x[next] - s->x[i - 1]) * g->half;
	float along_y = (s->y[next] - s->y[i - 1]) * high;
	float n = 1 / sqrtf(along_x * along_x + along_y * along_y + 1e-6F);

	return (struct outline_point){.fit = fit,
				      .axis = g->axis + g->lean * y,
				      .half = g->half,
				      .side = 1,
				      .x = s->x[i] * g->half,
				      .y = y,
				      .nx = along_y * n,
				      .ny = -along_x * n};
}

/* Both sides' edges at point i of an outline. */
static float edges_at(const struct outline_fit *fit, const struct guess *g,
		      int i)
{
	struct outline_point right = point_at(fit, g, i), left = right;

	left.side = -1;
	right.faint = left.faint = i < CHIN ? 1 : chin_faint;
	if (i < CHEEK_END)
		return cheek_edge(&right) + cheek_edge(&left);
	return jaw_edge(&right) + jaw_edge(&left);
}

static double square(double v)
{
	return v * v;
}

/* How unusual an outline is: minus the log of a normal prior. */
static double form_penalty(const struct outline_fit *fit, const struct guess *g)
{
	const struct guess *s = &fit->start;
	double half = (double)g->half, chin = (double)g->chin;

	return square((half / (double)s->half - 1) / fit->width_off) / 2 +
	       square((chin / (double)s->chin - 1) / chin_off) / 2 +
	       square((chin / half / mean_form - 1) / form_off) / 2 +
	       square((double)(g->axis / s->half) / axis_off) / 2 +
	       square((double)g->lean / lean_off) / 2 +
	       fit->forms[g->form].cost;
}

/*
 * The edges under an outline, every step-th point, less its penalty.  False as
 * soon as the rest, were it all sharp edges, could not bring it above least.
 */
static bool reaches(const struct outline_fit *fit, struct guess *g, int step,
		    double least)
{
	int i, n = 2 * ((POINTS - 1 - FIRST) / step + 1), left = n;
	double penalty = form_penalty(fit, g), enough;
	float sum = 0;

	/* a little less, for sums are rounded */
	enough = (least + penalty) * n / edge_weight - 1e-3;
	for (i = FIRST; i < POINTS; i += step, left -= 2) {
		if ((double)sum + left < enough)
			return false;
		sum += edges_at(fit, g, i);
	}
	g->score = edge_weight * (double)sum / n - penalty;
	return g->score > least;
}

static void score_guess(const struct outline_fit *fit, struct guess *g,
			int step)
{
	reaches(fit, g, step, -INFINITY);
}

static void take_better(const struct outline_fit *fit, struct guess *best,
			struct guess g, int step)
{
	if (reaches(fit, &g, step, best->score))
		*best = g;
}

/* Widths, chins and axes far and wide, of the middle form: 11 x 13 x 7. */
static struct guess search_coarse(const struct outline_fit *fit)
{
	struct guess best = fit->start, g = {.form = MIDDLE};
	int a, b, c;

	/* The usual one first: what is worse is soon seen to be. */
	best.form = MIDDLE;
	score_guess(fit, &best, COARSE);
	for (a = -5; a <= 5; a++)
		for (b = -6; b <= 6; b++)
			for (c = -3; c <= 3; c++) {
				g.half = fit->start.half + half_step * (float)a;
				g.chin = fit->start.chin + chin_step * (float)b;
				g.axis = axis_step * (float)c;
				take_better(fit, &best, g, COARSE);
			}
	return best;
}

/* Width, axis and its lean, which holds on to the cheeks' rows. */
static void refine_sides(const struct outline_fit *fit, struct guess *best,
			 float step)
{
	struct guess from = *best, g;
	int a, b, c;

	for (a = -2; a <= 2; a++)
		for (b = -2; b <= 2; b++)
			for (c = -1; c <= 1; c++) {
				g = from;
				g.half += step * (float)a;
				g.lean += step * (float)c / g.chin;
				g.axis += step * ((float)b - 0.5F * (float)c);
				take_better(fit, best, g, 1);
			}
}

static void refine_form(const struct outline_fit *fit, struct guess *best,
			float step)
{
	struct guess from = *best, g;
	int a, b;

	for (a = -2; a <= 2; a++)
		for (b = -2; b <= 2; b++) {
			g = from;
			g.half += step * (float)a;
			g.chin += step * (float)b;
			for (g.form = 0; g.form < FORMS; g.form++)
				take_better(fit, best, g, 1);
		}
}

/*
 * Width and chin as the mean of all that fit nearly as well as the best, by
 * likeness (the posterior's mean): a best of its own jumps with the noise.
 */
static void take_mean(const struct outline_fit *fit, struct guess *best)
{
	struct guess g;
	double w, sum = 0, half = 0, chin = 0;
	int a, b;

	for (a = -4; a <= 4; a++)
		for (b = -1; b <= 1; b++)
			for (g = *best, g.form = 0; g.form < FORMS; g.form++) {
				g.half = best->half + mean_step * (float)a;
				g.chin = best->chin + (float)b;
				score_guess(fit, &g, 1);
				w = exp((g.score - best->score) / likeness);
				sum += w;
				half += w * (double)g.half;
				chin += w * (double)g.chin;
			}
	best->half = (float)(half / sum);
	best->chin = (float)(chin / sum);
}

/* Hair between two distances of the cheeks' edges: share of the places. */
static double hair_share(const struct outline_fit *fit, const struct guess *g,
			 const float between[2])
{
	struct outline_point p;
	int i, n = 0;

	for (i = FIRST; i < CHEEK_END; i++) {
		p = point_at(fit, g, i);
		n += is_hair(&p, between);
		p.side = -1;
		n += is_hair(&p, between);
	}
	return n / (2.0 * (CHEEK_END - FIRST));
}

static void start_from_points(struct outline_fit *fit)
{
	struct guess *g = &fit->start;

	g->form = MIDDLE;
	g->half *= (float)(points_by +
			   points_by_hair * hair_share(fit, g, beside_points));
	fit->width_off = points_off;
}

/* In 64ths of a pixel: the last bits of exp() are not the same everywhere. */
static double to_64ths(double pixels)
{
	return round(64 * pixels) / 64;
}

static void fit_outline(struct outline_fit *fit, double pixel,
			struct portrait_outline *o)
{
	static const float steps[2] = {1, 0.5F};
	struct guess best;
	int i;

	make_forms(fit);
	if (o->by_points)
		start_from_points(fit);
	best = search_coarse(fit);
	score_guess(fit, &best, 1);
	for (i = 0; i < 2; i++) {
		refine_sides(fit, &best, steps[i]);
		refine_form(fit, &best, steps[i]);
	}
	take_mean(fit, &best);
	o->covered = hair_share(fit, &best, over_edge);
	o->guess = (double)fit->start.half * pixel;
	o->half_width = to_64ths((double)best.half * pixel * width_by);
	o->chin = to_64ths((double)best.chin * pixel * chin_by);
	o->axis = to_64ths((double)best.axis * pixel);
}

void portrait_outline_fit(const struct image *rgb, const struct backdrop *wall,
			  struct portrait_outline *outline)
{
	double pixel = 2 * outline->half_width / PORTRAIT_FIELD_FACE;
	struct portrait_field_from from = {
		rgb,	       outline->eye_x, outline->eye_y,
		outline->tilt, pixel,	       wall};
	struct outline_fit fit = {
		.start = {(float)(outline->half_width / pixel),
			  (float)(outline->chin / pixel)},
		.width_off = width_off};
	struct error err = ERROR_INIT;

	outline->guess = outline->half_width;
	if (outline->half_width < 8 || outline->chin < 8 ||
	    portrait_field_init(&fit.field, &from, &err) < 0)
		return;
	fit_outline(&fit, pixel, outline);
	portrait_field_release(&fit.field);
}
