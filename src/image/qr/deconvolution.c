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
	LINE_ROUNDS = 3,
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

/* What a module's own grey says when the neighbours' share is taken away. */
static double own_share(const struct equaliser *e, int x, int y)
{
	double t[TERMS], rest = (double)e->grey[y * e->n + x];
	int k;

	terms(e, x, y, t);
	for (k = 0; k < TERMS; k++)
		if (k != CENTRE)
			rest -= e->weight[k] * t[k];
	return rest / e->weight[CENTRE];
}

/* Decide anew, all modules from the marks of the round before. */
static void decide(struct equaliser *e)
{
	int8_t *mark = mem_xcalloc((size_t)(e->n * e->n), sizeof(*mark));
	int x, y;

	for (y = 0; y < e->n; y++)
		for (x = 0; x < e->n; x++)
			mark[y * e->n + x] = own_share(e, x, y) > 0 ? 1 : -1;
	free(e->mark);
	e->mark = mark;
}

/* Nothing when nothing was learned. */
static void tell(const struct equaliser *e, struct qr_grid *g)
{
	int x, y;

	if (e->weight[CENTRE] <= least_weight)
		return;
	for (y = 0; y < e->n; y++)
		for (x = 0; x < e->n; x++) {
			int at = y * e->n + x;
			double sure = own_share(e, x, y) * e->mark[at];

			g->dark[at] = e->mark[at] > 0;
			g->sure[at] =
				(uint8_t)fmin(fmax(sure * full_sure, 0), 255);
		}
}

/* What is left of each grey when all marks are taken for right. */
static void take_out(const struct equaliser *e, float *left)
{
	double t[TERMS], rest;
	int x, y, k;

	for (y = 0; y < e->n; y++)
		for (x = 0; x < e->n; x++) {
			terms(e, x, y, t);
			rest = (double)e->grey[y * e->n + x];
			for (k = 0; k < TERMS; k++)
				rest -= e->weight[k] * t[k];
			left[y * e->n + x] = (float)rest;
		}
}

/*
 * A row or a column of marks.  A mark reaches into three lines of greys, the
 * one before, its own and the one behind: weight[line][before, at, behind it].
 */
struct line {
	int n, first, step, aside; /* places, and from line to line */
	bool has[3];		   /* lines of greys within the code */
	float weight[3][3];
};

static struct line line_of(const struct equaliser *e, int at, bool down)
{
	struct line l = {.n = e->n,
			 .first = down ? at : at * e->n,
			 .step = down ? e->n : 1,
			 .aside = down ? 1 : e->n,
			 .has = {at > 0, true, at < e->n - 1}};
	int i, k;

	for (i = 0; i < 3; i++)
		for (k = 0; k < 3; k++)
			l.weight[i][k] =
				(float)e->weight[down ? k * 3 + 2 - i
						      : (2 - i) * 3 + k];
	return l;
}

/* Add the line's marks to what is left, or take them out, by sign. */
static void spread(const struct equaliser *e, const struct line *l, float sign,
		   float *left)
{
	int i, k, j;

	for (i = 0; i < 3; i++)
		for (k = 0; l->has[i] && k < l->n; k++) {
			float *at = left + l->first + k * l->step +
				    (i - 1) * l->aside;

			for (j = 0; j < 3; j++)
				if (k + j > 0 && k + j <= l->n)
					*at += sign * l->weight[i][j] *
					       (float)e->mark[l->first +
							      (k + j - 1) *
								      l->step];
		}
}

/* Squares left at place k by its marks before, at and behind it: 0 is -1. */
static void price(const struct line *l, const float *left, int k, float out[8])
{
	int i, m;

	memset(out, 0, 8 * sizeof(*out));
	for (i = 0; i < 3; i++) {
		const float *w = l->weight[i];
		float rest;

		if (!l->has[i])
			continue;
		rest = left[l->first + k * l->step + (i - 1) * l->aside];
		for (m = 0; m < 8; m++) {
			float r = rest - (m & 4 ? w[0] : -w[0]) -
				  (m & 2 ? w[1] : -w[1]) -
				  (m & 1 ? w[2] : -w[2]);

			out[m] += r * r;
		}
	}
}

/*
 * The marks of one line that leave least of the greys, all others given
 * (Viterbi, Error Bounds for Convolutional Codes, 1967).  A state is two
 * marks one after the other; light lies before the first and behind the last.
 */
static void settle_line(struct equaliser *e, const struct line *l, float *left)
{
	uint8_t from[QR_SPEC_SIDE][4];
	float cost[4] = {0, 0, 1e9f, 1e9f}, next[4], one[8];
	int k, s;

	spread(e, l, 1, left);
	for (k = 0; k < l->n; k++) {
		price(l, left, k, one);
		for (s = 0; s < 4; s++) {
			float light = cost[s >> 1] + one[s];
			float dark = cost[2 + (s >> 1)] + one[4 + s];

			from[k][s] = dark < light;
			next[s] = dark < light ? dark : light;
		}
		memcpy(cost, next, sizeof(cost));
	}
	for (s = cost[2] < cost[0] ? 2 : 0, k = l->n - 1; k >= 0; k--) {
		e->mark[l->first + k * l->step] = s & 2 ? 1 : -1;
		s = s >> 1 | from[k][s] << 1;
	}
	spread(e, l, -1, left);
}

/*
 * A chessboard's greys are nearly its mirror's: decided one by one, modules of
 * such a place stay wrong together.  Whole columns and rows are decided at
 * once.
 */
static void settle(struct equaliser *e)
{
	float *left = mem_xcalloc((size_t)(e->n * e->n), sizeof(*left));
	int round, i, down;

	for (round = 0; round < LINE_ROUNDS && learn(e); round++) {
		take_out(e, left);
		for (down = 1; down >= 0; down--)
			for (i = 0; i < e->n; i++) {
				struct line l = line_of(e, i, down);

				settle_line(e, &l, left);
			}
	}
	free(left);
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
		decide(&e);
	settle(&e);
	tell(&e, grid);
	free(e.grey);
	free(e.mark);
}
