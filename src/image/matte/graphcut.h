/* SPDX-License-Identifier: MIT */
/*
 * Person or wall for the unknown pixels, by a graph cut over two colour
 * mixtures learnt from the sure ones: GrabCut (Rother, Kolmogorov and Blake
 * 2004, over Boykov and Jolly 2001).  Added to it is what is known of
 * portraits: where people are (segment_prior.h), and that below the chin they
 * do not float.  The sums that are least at the best cut:
 *
 *   a pixel      -log of its colour in the side's mixture (gmm.h), plus the
 *                prior's expectation of a person where it is called wall
 *   neighbours   on different sides: gamma * exp(-beta * difference²) / length
 *   below chin   person above wall: a price, one way
 *
 * Works on any level of a pyramid: the coarse level learns and cuts, the fine
 * one cuts near the coarse outline alone (as Lombaert et al. 2005, banded
 * graph cuts).  Pure, deterministic.
 */
#ifndef IMAGE_MATTE_GRAPHCUT_H
#define IMAGE_MATTE_GRAPHCUT_H

#include "image/pixel/mask.h"

/* What a pixel is before the cut, in labels.data; GrabCut's own four. */
enum graphcut_label {
	GRAPHCUT_SURE_WALL,
	GRAPHCUT_MAYBE_WALL,
	GRAPHCUT_MAYBE_PERSON,
	GRAPHCUT_SURE_PERSON
};

/* One level; planes and masks have one size. */
struct graphcut {
	float *colours;	    /* 3 a pixel, one mean wall everywhere */
	struct mask labels; /* enum graphcut_label */
	struct mask wall;   /* what the wall's colours are learnt from */
	struct plane distance, texture; /* as in struct wall_model */
	struct mask person;		/* in: a first guess; out: the cut */
	double face[4];			/* x y width height, level pixels */
	int scale; /* small pixels a side of this level's pixel */
};

void graphcut_release(struct graphcut *s);

/* The level of half the size (rounded up), with the guess of this one. */
void graphcut_halve(const struct graphcut *fine, struct graphcut *out);

/*
 * Take the answer of the level of half the size: only pixels within reach of
 * its outline stay unknown (a narrow band).
 */
void graphcut_refine(struct graphcut *fine, const struct graphcut *coarse,
		     int reach);

/* Learn and cut until little moves, at most rounds times. */
void graphcut_solve(struct graphcut *s, int rounds);

#endif
