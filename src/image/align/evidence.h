/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: the measure M.  No single number tells one
 * exposure from two of a sitting: blur and noise spoil fine detail, a bar or a
 * seal spoils a part, a slimmed face the place.  So several correlations are
 * taken, each of what one kind of damage leaves alone, and the largest counts
 * once each is brought onto one scale:
 *
 *     correlation  band, where                       survives
 *     low          coarse, whole face, blur matched  blur, noise, JPEG, print
 *     fine         finest, whole face                small displacements
 *     part         finest, blocks that agree best    bars, seals
 *     mid          middle, blocks that agree best    both; a suspicion at most
 *     trimmed      finest, pixels that differ least  watermarks, strokes
 *
 * The first four are taken through the affine map and once more through the
 * displacement field on top of it (elastic).  How the scales were calibrated,
 * and how sure they are: tests/bench/same-photo.md.  Pure, thread-safe.
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
 * The affine map (image/align/coarse.h), the displacement field and what is
 * seen through both; false when the faces cannot be laid over each other at
 * all.  For tests and calibration; align_compare() puts the faces in order
 * first.
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
/* The same from a map that is about right: a's centre to b's patch pixels. */
bool align_evidence_collect_from(const struct align_face *a,
				 const struct align_face *b,
				 const double map[6],
				 struct align_evidence *out);

/*
 * M of the evidence, 0..1: a correlation r becomes a value linear in
 * -log(1 - r), which near 1 grows as Fisher's z does, through two points of
 * its own, and the largest value counts.
 */
double align_evidence_measure(const struct align_evidence *e);

#endif
