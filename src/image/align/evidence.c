/* SPDX-License-Identifier: MIT */
#include "image/align/evidence.h"

#include <math.h>
#include <string.h>

#include "image/align/correlation.h"
#include "image/align/trimmed.h"
#include "image/align/coarse.h"
#include "image/align/affine.h"

enum { FIRST_ROUNDS = 3, HALF_ROUNDS = 10, MID_ROUNDS = 8 };

static const struct align_share fine_share = {.3, .35}, mid_share = {.4, .35},
				clear_share = {.15, .3};

/* Strangers end here: below it no other witness has ever said suspect. */
#define HOPELESS .75

/* Where mid may lift a pair to, and no higher. */
#define MID_MOST (ALIGN_EVIDENCE_SAME - .002)

static double look_low(const struct align_face *a, const struct align_face *b,
		       const float m[6], const struct align_flow *flow)
{
	static const int pairs[3][2] = {{ALIGN_LOW, ALIGN_LOW},
					{ALIGN_LOWER, ALIGN_LOW},
					{ALIGN_LOW, ALIGN_LOWER}};
	double best = 0;
	int i;

	for (i = 0; i < 3; i++)
		best = fmax(best,
			    align_correlation_whole(
				    a, pairs[i][0], b,
				    (struct align_view){pairs[i][1], m, flow}));
	return best;
}

static double look_mid(const struct align_face *a, const struct align_face *b,
		       const float m[6], const struct align_flow *flow)
{
	struct align_correlation band;

	align_correlation(a, b, (struct align_view){ALIGN_MID, m, flow},
			  mid_share, &band);
	return band.part;
}

static void look_fine(const struct align_face *a, const struct align_face *b,
		      const float m[6], const struct align_flow *flow,
		      struct align_correlations *out)
{
	struct align_correlation band;

	align_correlation(a, b, (struct align_view){ALIGN_FINE, m, flow},
			  fine_share, &band);
	out->fine = band.whole;
	out->part = band.part;
}

static void look(const struct align_face *a, const struct align_face *b,
		 struct align_evidence *h)
{
	const struct align_flow *flow = &h->flow;

	h->plain.low = look_low(a, b, h->m, NULL);
	look_fine(a, b, h->m, NULL, &h->plain);
	h->clear = align_trimmed(
		a, b, (struct align_view){ALIGN_FINE, h->m, NULL}, clear_share);
	align_flow_find(&h->flow, a, b, h->m);
	h->bent.mid = look_mid(a, b, h->m, flow);
	h->bent.low = look_low(a, b, h->m, flow);
	look_fine(a, b, h->m, flow, &h->bent);
}

static void swap(struct align_guess *a, struct align_guess *b)
{
	struct align_guess t = *a;

	*a = *b;
	*b = t;
}

/*
 * The best of the guesses after refining at half size, -2 = none: a few
 * rounds for each, all for the two that then look best.
 */
static float best_guess(const struct align_face *a, const struct align_face *b,
			float m[6])
{
	struct align_guess g[ALIGN_COARSE_KEEP];
	int k, i;

	align_coarse(a, b, g);
	for (k = 0; k < ALIGN_COARSE_KEEP; k++) {
		if (g[k].score >= -1)
			g[k].score = align_affine(a, b, ALIGN_HALF, g[k].m,
						  FIRST_ROUNDS);
		for (i = k; i > 0 && g[i].score > g[i - 1].score; i--)
			swap(&g[i], &g[i - 1]);
	}
	for (k = 0; k < 2; k++)
		if (g[k].score > -2)
			g[k].score = align_affine(a, b, ALIGN_HALF, g[k].m,
						  HALF_ROUNDS);
	k = g[1].score > g[0].score;
	memcpy(m, g[k].m, sizeof(g[k].m));
	return g[k].score;
}

/* From a map that is right at half size. */
static void hear(const struct align_face *a, const struct align_face *b,
		 struct align_evidence *out)
{
	align_affine(a, b, ALIGN_MID, out->m, MID_ROUNDS);
	out->plain.mid = look_mid(a, b, out->m, NULL);
	if (out->plain.mid >= HOPELESS)
		look(a, b, out);
}

bool align_evidence_collect(const struct align_face *a,
			    const struct align_face *b,
			    struct align_evidence *out)
{
	*out = (struct align_evidence){.flow = {.across = 0}};
	if (best_guess(a, b, out->m) <= -2)
		return false;
	hear(a, b, out);
	return true;
}

bool align_evidence_collect_placed(const struct align_face *a,
				   const struct align_face *b, bool mirrored,
				   struct align_evidence *out)
{
	*out = (struct align_evidence){
		.flow = {.across = 0},
		.m = {mirrored ? -1 : 1, 0, b->centre_x, 0, 1, b->centre_y}};
	if (align_affine(a, b, ALIGN_HALF, out->m, HALF_ROUNDS) <= -2)
		return false;
	hear(a, b, out);
	return true;
}

/* Correlations at which a witness says suspect and same. */
struct points {
	double suspect, same;
};

/*
 * Calibrated on one half of the people, checked on the other: see
 * tests/bench/same-photo.md.
 */
static const struct points clear_points = {.9674, .9922};
static const struct {
	struct points low, fine, part, mid;
} plain_points = {{.9779, .9949},
		  {.8635, .9581},
		  {.9376, .9908},
		  {.9766, .9999}},
  bent_points = {
	  {.9856, .9967}, {.9011, .9654}, {.9583, .9906}, {.9873, .9999}};

/* 0 at no correlation, then straight through both points, at most 1. */
static double value(double r, struct points p)
{
	double low = -log(1.0005 - p.suspect), high = -log(1.0005 - p.same);
	double at = -log(1.0005 - fmin(fmax(r, 0), 1));

	if (at < low)
		return ALIGN_EVIDENCE_SUSPECT * at / low;
	return ALIGN_EVIDENCE_SUSPECT +
	       (at - low) / (high - low) *
		       (ALIGN_EVIDENCE_SAME - ALIGN_EVIDENCE_SUSPECT);
}

double align_evidence_measure(const struct align_evidence *h)
{
	const struct align_correlations *plain = &h->plain, *bent = &h->bent;
	double m = fmin(MID_MOST, fmax(value(plain->mid, plain_points.mid),
				       value(bent->mid, bent_points.mid)));

	m = fmax(m, value(plain->low, plain_points.low));
	m = fmax(m, value(plain->fine, plain_points.fine));
	m = fmax(m, value(plain->part, plain_points.part));
	m = fmax(m, value(h->clear, clear_points));
	m = fmax(m, value(bent->low, bent_points.low));
	m = fmax(m, value(bent->fine, bent_points.fine));
	m = fmax(m, value(bent->part, bent_points.part));
	return fmin(fmax(m, 0), 1);
}
