/* SPDX-License-Identifier: MIT */
#include "image/matte/wall_surface.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/pixel/clones.h"
#include "image/pixel/linear.h"
#include "image/pixel/rank.h"

enum { TERMS = WALL_SURFACE_TERMS, SAMPLES = WALL_SURFACE_SAMPLES };
/*
 * Planes that are tried, samples that judge each, rounds of reweighting.  With
 * half of the samples on the wall 72 planes give nine of them through wall
 * alone (the other 24 are of one colour).
 */
enum { TRIES = 96, JUDGES = 480, LEAST_SAMPLES = 24, REWEIGHT = 4 };

/* Least spread that is believed: JPEG and the sensor are never quieter. */
static const float fit_floor[3] = {0.8f, 0.4f, 0.4f};
/* Spread assumed while no fit is known. */
static const float start_spread[3] = {2.0f, 1.2f, 1.2f};
/* A wall's colour does not change more than this across the picture. */
static const double steepest[3] = {45, 16, 16};

/* Spreads at which a sample counts half. */
static const float half_weight = 3;
/* Samples under this weight do not say how even the wall is. */
static const float spread_weight = 0.3f;
/* From the median of absolute residuals to a normal one's sigma (MAD). */
static const float mad_sigma = 1.4826f;
/* The ridge: what keeps pivots over 0, and the curved terms modest, a sample.
 */
static const double ridge = 1e-9, curve_ridge = 3e-4;
/* Three samples this near to a line, in pictures squared, give no plane. */
static const double least_area = 0.05;

struct wall_surface_samples {
	int n;
	float terms[SAMPLES][TERMS];
	float colour[3][SAMPLES], residual[3][SAMPLES];
	float weight[SAMPLES], scratch[SAMPLES];
};

static void basis(float x, float y, float out[TERMS])
{
	out[0] = 1;
	out[1] = x;
	out[2] = y;
	out[3] = x * x;
	out[4] = x * y;
	out[5] = y * y;
}

struct wall_surface_samples *wall_surface_sample(const struct plane lab[3],
						 const struct mask *use)
{
	struct wall_surface_samples *s = mem_xmalloc(sizeof(*s));
	size_t i, n = (size_t)use->width * (size_t)use->height;
	size_t step = mask_count(use) / SAMPLES + 1, seen = 0;
	size_t width = (size_t)use->width;
	int c;

	s->n = 0;
	for (i = 0; i < n && s->n < SAMPLES; i++) {
		if (!use->data[i] || seen++ % step)
			continue;
		basis((float)(i % width) / (float)use->width - 0.5f,
		      (float)(i / width) / (float)use->height - 0.5f,
		      s->terms[s->n]);
		for (c = 0; c < 3; c++)
			s->colour[c][s->n] = lab[c].data[i];
		s->weight[s->n++] = 1;
	}
	return s;
}

void wall_surface_free(struct wall_surface_samples *take_samples)
{
	free(take_samples);
}

/* Weighted least squares; a small ridge keeps the curved terms modest. */
static void least_squares(const struct wall_surface_samples *s,
			  struct wall_surface *fit)
{
	double m[TERMS][TERMS] = {{0}}, v[3][TERMS] = {{0}};
	int i, j, k, c;

	for (i = 0; i < s->n; i++) {
		for (j = 0; j < fit->terms; j++) {
			double wb = s->weight[i] * s->terms[i][j];

			for (k = 0; k < fit->terms; k++)
				m[j][k] += wb * s->terms[i][k];
			for (c = 0; c < 3; c++)
				v[c][j] += wb * s->colour[c][i];
		}
	}
	for (j = 0; j < fit->terms; j++)
		m[j][j] += ridge + (j >= 3 ? curve_ridge * s->n : 0);
	linear_solve_definite(&(struct linear_definite){.m = m[0],
							.right = v[0],
							.n = fit->terms,
							.stride = TERMS,
							.rights = 3});
	memset(fit->coef, 0, sizeof(fit->coef));
	for (c = 0; c < 3; c++)
		memcpy(fit->coef[c], v[c], sizeof(double) * (size_t)fit->terms);
}

IMAGE_CLONES
static void find_residuals(struct wall_surface_samples *s,
			   const struct wall_surface *fit)
{
	int i, j, c;

	for (c = 0; c < 3; c++) {
		for (i = 0; i < s->n; i++) {
			double v = 0;

			for (j = 0; j < fit->terms; j++)
				v += fit->coef[c][j] * s->terms[i][j];
			s->residual[c][i] = s->colour[c][i] - (float)v;
		}
	}
}

/*
 * Weight 1 / (1 + (d/3)^4) of a residual, d in spreads: about 1 for the wall
 * itself and all but nothing for a person, flatter near 0 than Geman and
 * McClure's 1 / (1 + d^2)^2, which falls as fast.
 */
static float robust_weight(const float residual[3], const float spread[3])
{
	float q = 0;
	int c;

	for (c = 0; c < 3; c++)
		q += residual[c] * residual[c] / (spread[c] * spread[c]);
	q /= half_weight * half_weight;
	return 1 / (1 + q * q);
}

static void reweight(struct wall_surface_samples *s,
		     const struct wall_surface *fit)
{
	int i;

	for (i = 0; i < s->n; i++) {
		const float residual[3] = {s->residual[0][i], s->residual[1][i],
					   s->residual[2][i]};

		s->weight[i] = robust_weight(residual, fit->spread);
	}
}

static void find_spread(struct wall_surface_samples *s,
			struct wall_surface *fit)
{
	int i, c, n;

	for (c = 0; c < 3; c++) {
		for (i = n = 0; i < s->n; i++)
			if (s->weight[i] > spread_weight)
				s->scratch[n++] = fabsf(s->residual[c][i]);
		fit->spread[c] = fit_floor[c];
		if (n)
			fit->spread[c] = fmaxf(
				mad_sigma * rank_float(s->scratch, (size_t)n,
						       (size_t)n / 2),
				fit_floor[c]);
	}
}

void wall_surface_refine(struct wall_surface_samples *s,
			 struct wall_surface *fit)
{
	int round, i;

	if (s->n < LEAST_SAMPLES)
		return;
	for (i = 0; i < s->n; i++)
		s->weight[i] = 1;
	find_residuals(s, fit);
	for (round = 0; round < REWEIGHT; round++) {
		reweight(s, fit);
		least_squares(s, fit);
		find_residuals(s, fit);
		find_spread(s, fit);
	}
}

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* The plane through three samples; false when they lie in a line. */
static bool plane_through(const struct wall_surface_samples *s,
			  const int pick[3], struct wall_surface *fit)
{
	const float *a = s->terms[pick[0]], *b = s->terms[pick[1]];
	const float *d = s->terms[pick[2]];
	double bx = b[1] - a[1], by = b[2] - a[2];
	double dx = d[1] - a[1], dy = d[2] - a[2];
	double area = bx * dy - by * dx;
	int c;

	if (fabs(area) < least_area)
		return false;
	for (c = 0; c < 3; c++) {
		double v = s->colour[c][pick[0]];
		double vb = s->colour[c][pick[1]] - v;
		double vd = s->colour[c][pick[2]] - v;
		double *k = fit->coef[c];

		k[1] = (vb * dy - vd * by) / area;
		k[2] = (vd * bx - vb * dx) / area;
		k[0] = v - k[1] * a[1] - k[2] * a[2];
		if (hypot(k[1], k[2]) > steepest[c])
			return false;
	}
	return true;
}

/* How well samples agree with a plane: the sum of their weights (MSAC). */
static double consensus(const struct wall_surface_samples *s,
			const struct wall_surface *fit)
{
	int i, c, step = s->n / JUDGES + 1;
	double sum = 0;

	for (i = 0; i < s->n; i += step) {
		const float *b = s->terms[i];
		float residual[3];

		for (c = 0; c < 3; c++)
			residual[c] = s->colour[c][i] -
				      (float)(fit->coef[c][0] +
					      fit->coef[c][1] * b[1] +
					      fit->coef[c][2] * b[2]);
		sum += robust_weight(residual, start_spread);
	}
	return sum;
}

/*
 * Three samples give a plane; a picture's edges that are half person or door
 * still have many triples of wall alone.  Least squares from the start would
 * end between the two.
 */
bool wall_surface_start(struct wall_surface_samples *s,
			struct wall_surface *fit)
{
	struct wall_surface guess = {.terms = 3};
	double most = -1, sum;
	uint32_t seed = 12345;
	int try, i, c, pick[3];

	fit->terms = 3;
	if (s->n < LEAST_SAMPLES)
		return false;
	memcpy(guess.spread, start_spread, sizeof(start_spread));
	for (try = 0; try < TRIES; try++) {
		for (i = 0; i < 3; i++)
			pick[i] = (int)(next_random(&seed) % (uint32_t)s->n);
		/* every fourth guess is one colour everywhere */
		if (try % 4 && !plane_through(s, pick, &guess))
			continue;
		for (c = 0; c < 3 && try % 4 == 0; c++) {
			guess.coef[c][0] = s->colour[c][pick[0]];
			guess.coef[c][1] = guess.coef[c][2] = 0;
		}
		sum = consensus(s, &guess);
		if (sum > most) {
			most = sum;
			*fit = guess;
		}
	}
	wall_surface_refine(s, fit);
	return true;
}

IMAGE_CLONES
void wall_surface_evaluate(const struct wall_surface *fit,
			   const struct plane lab[3], int y,
			   float *const model[3], float *const residual[3])
{
	int width = lab[0].width, height = lab[0].height, x, c;
	float v = (float)y / (float)height - 0.5f;

	for (c = 0; c < 3; c++) {
		const double *k = fit->coef[c];
		float k0 = (float)(k[0] + k[2] * v + k[5] * v * v);
		float k1 = (float)(k[1] + k[4] * v), k2 = (float)k[3];
		float *restrict out = model[c];
		float *restrict left = residual[c];
		const float *restrict in = plane_row(&lab[c], y);

		for (x = 0; x < width; x++) {
			float u = (float)x / (float)width - 0.5f;

			out[x] = k0 + u * (k1 + u * k2);
			left[x] = in[x] - out[x];
		}
	}
}
