/* SPDX-License-Identifier: MIT */
/*
 * Person or wall for the unknown pixels, by a graph cut with two colour
 * mixtures that are learnt from the sure pixels: GrabCut (Rother, Kolmogorov
 * and Blake 2004, after Boykov and Jolly 2001).  Two facts about portraits are
 * added: where people usually are (segment_prior.h), and that below the chin
 * nothing of them floats above wall.  The best cut minimises the sum of:
 *
 *   a pixel      -log of its colour in the side's mixture (gmm.h), plus the
 *                prior's expectation of a person if it is called wall
 *   neighbours   on different sides: gamma * exp(-beta * difference²) / length
 *   below chin   a constant where a person's pixel is above a wall's
 *
 * Works on any level of a pyramid: the coarse level learns and cuts, the fine
 * level only cuts near the coarse outline (banded graph cuts, Lombaert et al.
 * 2005).  Pure, deterministic.
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
	struct mask wall;   /* from these the wall's colours are learnt */
	struct plane distance, texture; /* as in struct wall_model */
	struct mask person;		/* in: a first guess; out: the cut */
	double face[4];			/* x y width height, level pixels */
	int scale; /* small pixels a side of this level's pixel */
};

void graphcut_release(struct graphcut *s);

/* Make the level of half the size (rounded up), with the same guess. */
void graphcut_halve(const struct graphcut *fine, struct graphcut *out);

/*
 * Take over the result of the level of half the size; only pixels within reach
 * of its outline remain unknown.
 */
void graphcut_refine(struct graphcut *fine, const struct graphcut *coarse,
		     int reach);

/* Learn and cut in turn until little changes, at most rounds times. */
void graphcut_solve(struct graphcut *s, int rounds);

#endif
