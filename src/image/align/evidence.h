/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: the measure.  No single number tells one
 * exposure from two of a sitting: blur and noise spoil fine detail, a bar or a
 * seal spoils a part, a warp the place.  So several witnesses look, each at
 * what one kind of damage leaves alone; the surest one's word counts.
 */
#ifndef IMAGE_ALIGN_EVIDENCE_H
#define IMAGE_ALIGN_EVIDENCE_H

#include "image/align/flow.h"

/* The two values on which the limits of the verdict are set. */
#define ALIGN_EVIDENCE_SUSPECT .905
#define ALIGN_EVIDENCE_SAME    .955

struct align_correlations {
	double low;  /* low band, blur matched */
	double fine; /* fine band, whole face */
	double part; /* fine band, best 30 % */
	double mid;  /* middle band, best 40 %; never more than suspect */
};

/*
 * The affine map (align_coarse.h) and what both looks see; false when the
 * faces cannot be laid over each other at all.  For tests and calibration;
 * align_compare() puts the faces in order first.
 */
struct align_evidence {
	float m[6];
	struct align_flow flow;
	struct align_correlations plain, bent;
	double clear; /* plain map, fine band: where the two differ least */
};
bool align_evidence_collect(const struct align_face *a,
			    const struct align_face *b,
			    struct align_evidence *out);
/* The same from a first guess that is known: b's patch as it is, or mirrored.
 */
bool align_evidence_collect_placed(const struct align_face *a,
				   const struct align_face *b, bool mirrored,
				   struct align_evidence *out);

/*
 * M of a hearing, 0..1: a witness's correlation r becomes a value linear in
 * -log(1 - r) through its own two points, and the largest counts.
 */
double align_evidence_measure(const struct align_evidence *h);

#endif
