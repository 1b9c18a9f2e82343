/* SPDX-License-Identifier: MIT */
#include "image/qr/deconvolution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "image/pixel/linear.h"

enum {
	TERMS = 10,
	CENTRE = 4, /* the module's own weight among them */
	ROUNDS = 5,
	REACH = 6, /* modules each way that tell the local light */
};

/* Half the local range in greys at least: to divide by less is loud noise. */
static const double least_range = 2;
/* A module's own weight under which nothing of it is left in the grey. */
static const double least_weight = 0.05;
/* Sureness of a module whose grey is just what its weight says. */
static const double full_sure = 128;

struct equaliser {
	int n;
	float *grey;  /* about -1 (light) … 1 (dark), local light taken out */
	int8_t *mark; /* -1 or 1 */
	double weight[TERMS]; /* 3 x 3 row by row, then a constant */
};

/* Means of what is now taken for dark and for light, near (x, y). */
static void tones(const struct qr_sample *s, const struct qr_grid *g, int x,
		  int y, double tone[2])
{
	double sum[2] = {0, 0};
	int count[2] = {0, 0}, i, j, n = s->side;

	for (j = number_clamp(y - REACH, 0, n - 1);
	     j <= number_clamp(y + REACH, 0, n - 1); j++)
		for (i = number_clamp(x - REACH, 0, n - 1);
		     i <= number_clamp(x + REACH, 0, n - 1); i++) {
			int dark = g->dark[j * n + i];

			sum[dark] += (double)s->grey[j * n + i];
			count[dark]++;
		}
	for (i = 0; i < 2; i++)
		tone[i] = count[i] ? sum[i] / count[i] : i ? 0 : 255;
}

static void normalise(struct equaliser *e, const struct qr_sample *s,
		      const struct qr_grid *g)
{
	double tone[2], range;
	int x, y;

	for (y = 0; y < e->n; y++)
		for (x = 0; x < e->n; x++) {
			int at = y * e->n + x;

			tones(s, g, x, y, tone);
			range = fmax((tone[0] - tone[1]) / 2, least_range);
			e->grey[at] = (float)(((tone[0] + tone[1]) / 2 -
					       (double)s->grey[at]) /
					      range);
			e->mark[at] = g->dark[at] ? 1 : -1;
		}
}

/* The neighbours' marks, light outside the code, and the constant. */
static void terms(const struct equaliser *e, int x, int y, double out[TERMS])
{
	int i, j, k = 0;

	for (j = y - 1; j <= y + 1; j++)
		for (i = x - 1; i <= x + 1; i++)
			out[k++] = i < 0 || j < 0 || i >= e->n || j >= e->n
					   ? -1
					   : e->mark[j * e->n + i];
	out[k] = 1;
}

static bool learn(struct equaliser *e)
{
	double m[TERMS][TERMS + 1] = {{0}}, t[TERMS];
	int x, y, i, j;

	for (y = 0; y < e->n; y++)
		for (x = 0; x < e->n; x++) {
			terms(e, x, y, t);
			for (i = 0; i < TERMS; i++) {
				for (j = 0; j < TERMS; j++)
					m[i][j] += t[i] * t[j];
				m[i][TERMS] +=
					t[i] * (double)e->grey[y * e->n + x];
			}
		}
	return linear_solve(m[0], TERMS, e->weight) &&
	       e->weight[CENTRE] > least_weight;
}

/* Decide anew, all modules from the marks of the round before. */
static void decide(struct equaliser *e, struct qr_grid *g)
{
	double t[TERMS], rest, sure;
	int x, y, k;

	for (y = 0; y < e->n; y++)
		for (x = 0; x < e->n; x++) {
			int at = y * e->n + x;

			terms(e, x, y, t);
			rest = (double)e->grey[at];
			for (k = 0; k < TERMS; k++)
				if (k != CENTRE)
					rest -= e->weight[k] * t[k];
			sure = fmin(fabs(rest) / e->weight[CENTRE] * full_sure,
				    255);
			g->dark[at] = rest > 0;
			g->sure[at] = (uint8_t)sure;
		}
	for (k = 0; k < e->n * e->n; k++)
		e->mark[k] = g->dark[k] ? 1 : -1;
}

void qr_deconvolution_split(const struct qr_sample *sample,
			    struct qr_grid *grid)
{
	size_t area = (size_t)sample->side * (size_t)sample->side;
	struct equaliser e = {.n = sample->side};
	int round;

	e.grey = mem_xcalloc(area, sizeof(*e.grey));
	e.mark = mem_xcalloc(area, sizeof(*e.mark));
	normalise(&e, sample, grid);
	for (round = 0; round < ROUNDS && learn(&e); round++)
		decide(&e, grid);
	free(e.grey);
	free(e.mark);
}
