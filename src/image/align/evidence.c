/* SPDX-License-Identifier: MIT */
#include "image/align/evidence.h"

#include <math.h>
#include <string.h>

#include "image/align/affine.h"
#include "image/align/coarse.h"
#include "image/align/correlation.h"
#include "image/align/trimmed.h"

/*
 * Steps of the affine map: for every guess, for the two that then look best,
 * and on the full level.  Three bring a right guess near enough to stand out;
 * all six went all the way before, and preparing a pair cost the more.
 */
enum { FIRST_ROUNDS = 3, HALF_ROUNDS = 10, MID_ROUNDS = 8 };

/*
 * What agrees best must be a third of the face, too, for frames of glasses
 * hold a third of its detail in a ninth of its blocks: strangers with frames
 * of one shape would pass by them alone (tests/bench/same-photo.md).
 */
static const struct align_share fine_share = {.3, .35}, mid_share = {.4, .35},
				trimmed_share = {.15, .3};

/*
 * The middle band's correlation under which the rest is not looked at:
 * strangers end here.  Below it no other correlation has ever made a
 * suspicion.
 */
#define HOPELESS .75

/* Where mid may lift a pair to, and no higher: just short of "same". */
#define MID_MOST (ALIGN_EVIDENCE_SAME - .002)

/*
 * A blurred copy has less of the low band than its original, so either side
 * is also compared as a blurred copy would show it.
 */
static double correlate_low(const struct align_face *a,
			    const struct align_face *b, const float m[6],
			    const struct align_flow *flow)
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

static double correlate_mid(const struct align_face *a,
			    const struct align_face *b, const float m[6],
			    const struct align_flow *flow)
{
	struct align_correlation band;

	align_correlation(a, b, (struct align_view){ALIGN_MID, m, flow},
			  mid_share, &band);
	return band.part;
}

static void correlate_fine(const struct align_face *a,
			   const struct align_face *b, const float m[6],
			   const struct align_flow *flow,
			   struct align_correlations *out)
{
	struct align_correlation band;

	align_correlation(a, b, (struct align_view){ALIGN_FINE, m, flow},
			  fine_share, &band);
	out->fine = band.whole;
	out->part = band.part;
}

/* All that e->affine.mid has not said yet. */
static void correlate_rest(const struct align_face *a,
			   const struct align_face *b, struct align_evidence *e)
{
	const struct align_flow *flow = &e->flow;

	align_face_complete(a);
	align_face_complete(b);
	e->affine.low = correlate_low(a, b, e->m, NULL);
	correlate_fine(a, b, e->m, NULL, &e->affine);
	e->trimmed =
		align_trimmed(a, b, (struct align_view){ALIGN_FINE, e->m, NULL},
			      trimmed_share);
	align_flow_find(&e->flow, a, b, e->m);
	e->elastic.mid = correlate_mid(a, b, e->m, flow);
	e->elastic.low = correlate_low(a, b, e->m, flow);
	correlate_fine(a, b, e->m, flow, &e->elastic);
}

static void swap(struct align_guess *a, struct align_guess *b)
{
	struct align_guess t = *a;

	*a = *b;
	*b = t;
}

/*
 * The best of the guesses after registration at half size, -2 = none: a few
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
static void collect_from(const struct align_face *a, const struct align_face *b,
			 struct align_evidence *out)
{
	align_affine(a, b, ALIGN_MID, out->m, MID_ROUNDS);
	out->affine.mid = correlate_mid(a, b, out->m, NULL);
	if (out->affine.mid >= HOPELESS)
		correlate_rest(a, b, out);
}

bool align_evidence_collect(const struct align_face *a,
			    const struct align_face *b,
			    struct align_evidence *out)
{
	*out = (struct align_evidence){.flow = {.across = 0}};
	if (best_guess(a, b, out->m) <= -2)
		return false;
	collect_from(a, b, out);
	return true;
}

bool align_evidence_collect_from(const struct align_face *a,
				 const struct align_face *b,
				 const double map[6],
				 struct align_evidence *out)
{
	int i;

	*out = (struct align_evidence){.flow = {.across = 0}};
	for (i = 0; i < 6; i++)
		out->m[i] = (float)map[i];
	if (align_affine(a, b, ALIGN_HALF, out->m, HALF_ROUNDS) <= -2)
		return false;
	collect_from(a, b, out);
	return true;
}

/* Correlations at which M is ALIGN_EVIDENCE_SUSPECT and _SAME. */
struct points {
	double suspect, same;
};

/*
 * Calibrated on one half of the people, checked on the other
 * (tests/bench/same_roc).  A suspect point lies above the largest value of any
 * pair of different photos by 15 % of what that lacks to 1 (part, mid and
 * trimmed, which choose where to look, by 20 %); a same point lies above the
 * largest of any burst of one sitting by 10 %.
 */
static const struct points trimmed_points = {.9674, .9922};
static const struct {
	struct points low, fine, part, mid;
} affine_points = {{.9779, .9949},
		   {.8635, .9581},
		   {.9376, .9908},
		   {.9766, .9999}},
  elastic_points = {
	  {.9860, .9967}, {.9012, .9654}, {.9578, .9906}, {.9875, .9999}};

/* A correlation of 1 must have a finite value: 1 and a little, less r. */
#define ALMOST_ONE 1.0005

/* 0 at no correlation, then straight through both points. */
static double value(double r, struct points p)
{
	double low = -log(ALMOST_ONE - p.suspect);
	double high = -log(ALMOST_ONE - p.same);
	double at = -log(ALMOST_ONE - fmin(fmax(r, 0), 1));

	if (at < low)
		return ALIGN_EVIDENCE_SUSPECT * at / low;
	return ALIGN_EVIDENCE_SUSPECT +
	       (at - low) / (high - low) *
		       (ALIGN_EVIDENCE_SAME - ALIGN_EVIDENCE_SUSPECT);
}

double align_evidence_measure(const struct align_evidence *e)
{
	const struct align_correlations *affine = &e->affine;
	const struct align_correlations *elastic = &e->elastic;
	double m =
		fmin(MID_MOST, fmax(value(affine->mid, affine_points.mid),
				    value(elastic->mid, elastic_points.mid)));

	m = fmax(m, value(affine->low, affine_points.low));
	m = fmax(m, value(affine->fine, affine_points.fine));
	m = fmax(m, value(affine->part, affine_points.part));
	m = fmax(m, value(e->trimmed, trimmed_points));
	m = fmax(m, value(elastic->low, elastic_points.low));
	m = fmax(m, value(elastic->fine, elastic_points.fine));
	m = fmax(m, value(elastic->part, elastic_points.part));
	return fmin(fmax(m, 0), 1);
}
