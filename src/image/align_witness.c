/* SPDX-License-Identifier: MIT */
#include "image/align_witness.h"

#include <math.h>
#include <string.h>

#include "image/align_band.h"
#include "image/align_coarse.h"
#include "image/align_refine.h"

enum { HALF_ROUNDS = 12, MID_ROUNDS = 8 };

#define FINE_PART .3
#define MID_PART  .4

/* Where mid may lift a pair to, and no higher. */
#define MID_MOST (ALIGN_WITNESS_SAME - .002)

static void look(const struct align_face *a, const struct align_face *b,
		 const float m[6], const struct align_flow *flow,
		 struct align_testimony *out)
{
	static const int pairs[3][2] = {{ALIGN_LOW, ALIGN_LOW},
					{ALIGN_LOWER, ALIGN_LOW},
					{ALIGN_LOW, ALIGN_LOWER}};
	struct align_band fine, mid;
	double low;
	int i;

	out->low = 0;
	for (i = 0; i < 3; i++) {
		low = align_band_whole(
			a, pairs[i][0], b,
			(struct align_view){pairs[i][1], m, flow});
		out->low = fmax(out->low, low);
	}
	align_band(a, b, (struct align_view){ALIGN_FINE, m, flow}, FINE_PART,
		   &fine);
	align_band(a, b, (struct align_view){ALIGN_MID, m, flow}, MID_PART,
		   &mid);
	out->fine = fine.whole;
	out->part = fine.part;
	out->mid = mid.part;
}

/* The best of the guesses after refining at the middle level; -2 = none. */
static float best_guess(const struct align_face *a, const struct align_face *b,
			float m[6])
{
	struct align_guess guesses[ALIGN_COARSE_KEEP];
	float best = -2, now;
	int k;

	align_coarse(a, b, guesses);
	for (k = 0; k < ALIGN_COARSE_KEEP; k++) {
		if (guesses[k].score < -1)
			continue;
		now = align_refine(a, b, ALIGN_HALF, guesses[k].m, HALF_ROUNDS);
		if (now > best) {
			best = now;
			memcpy(m, guesses[k].m, 6 * sizeof(*m));
		}
	}
	return best;
}

bool align_witness_hear(const struct align_face *a, const struct align_face *b,
			struct align_hearing *out)
{
	if (best_guess(a, b, out->m) <= -2)
		return false;
	align_refine(a, b, ALIGN_MID, out->m, MID_ROUNDS);
	align_flow_find(&out->flow, a, b, out->m);
	look(a, b, out->m, NULL, &out->plain);
	look(a, b, out->m, &out->flow, &out->bent);
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
static const struct {
	struct points low, fine, part, mid;
} plain_points = {{.9785, .9947},
		  {.8608, .9545},
		  {.9560, .9908},
		  {.9798, .9999}},
  bent_points = {
	  {.9868, .9967}, {.8984, .9618}, {.9691, .9912}, {.9899, .9999}};

/* 0 at no correlation, then straight through both points, at most 1. */
static double value(double r, struct points p)
{
	double low = -log(1.0005 - p.suspect), high = -log(1.0005 - p.same);
	double at = -log(1.0005 - fmin(fmax(r, 0), 1));

	if (at < low)
		return ALIGN_WITNESS_SUSPECT * at / low;
	return ALIGN_WITNESS_SUSPECT +
	       (at - low) / (high - low) *
		       (ALIGN_WITNESS_SAME - ALIGN_WITNESS_SUSPECT);
}

double align_witness_measure(const struct align_hearing *h)
{
	const struct align_testimony *plain = &h->plain, *bent = &h->bent;
	double m = fmin(MID_MOST, fmax(value(plain->mid, plain_points.mid),
				       value(bent->mid, bent_points.mid)));

	m = fmax(m, value(plain->low, plain_points.low));
	m = fmax(m, value(plain->fine, plain_points.fine));
	m = fmax(m, value(plain->part, plain_points.part));
	m = fmax(m, value(bent->low, bent_points.low));
	m = fmax(m, value(bent->fine, bent_points.fine));
	m = fmax(m, value(bent->part, bent_points.part));
	return fmin(fmax(m, 0), 1);
}
