/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: the measure M.  No single correlation
 * distinguishes copies of one exposure from two exposures of a sitting: blur
 * and noise destroy fine detail, a bar or a seal hides a part, retouching that
 * makes a face slimmer moves things.  So several correlations are taken, each
 * of which survives some kinds of damage; they are brought onto one scale, and
 * the largest counts:
 *
 *     correlation  band, where                       survives
 *     low          coarse, whole face, blur matched  blur, noise, JPEG, print
 *     fine         finest, whole face                small displacements
 *     part         finest, blocks that agree best    bars, seals
 *     mid          middle, blocks that agree best    both; at most "suspect"
 *     trimmed      finest, pixels that differ least  watermarks, strokes
 *
 * The first four are taken through the affine map and once more through the
 * displacement field on top of it (elastic).  tests/bench/same-photo.md says
 * how the scales were calibrated and how reliable they are.  Pure, thread-safe.
 */
#ifndef IMAGE_ALIGN_EVIDENCE_H
#define IMAGE_ALIGN_EVIDENCE_H

#include "image/align/flow.h"

/* The two values of M on which the limits of the verdict are set. */
#define ALIGN_EVIDENCE_SUSPECT .905
#define ALIGN_EVIDENCE_SAME    .955

struct align_correlations {
	double low;  /* low band, blur matched */
	double fine; /* fine band, whole face */
	double part; /* fine band, the best 30 % of the detail */
	double mid;  /* middle band, the best 40 %; never more than suspect */
};

/*
 * Find the affine map (image/align/coarse.h) and the displacement field, and
 * the correlations through both; false when the faces cannot be registered at
 * all.  For tests and calibration; others use align_compare(), which also puts
 * the faces in a fixed order first.
 */
struct align_evidence {
	float m[6];
	struct align_flow flow;
	struct align_correlations affine, elastic;
	double trimmed; /* affine map, fine band: where the two differ least */
};
bool align_evidence_collect(const struct align_face *a,
			    const struct align_face *b,
			    struct align_evidence *out);
/* The same, starting from a map that is about right. */
bool align_evidence_collect_from(const struct align_face *a,
				 const struct align_face *b,
				 const double map[6],
				 struct align_evidence *out);

/*
 * M, 0..1: each correlation r is mapped by a function that is linear in
 * -log(1 - r) (which near 1 grows like Fisher's z) and goes through two
 * calibrated points; M is the largest of the values.
 */
double align_evidence_measure(const struct align_evidence *e);

#endif
