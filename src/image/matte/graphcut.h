/* SPDX-License-Identifier: MIT */
/*
 * Person or wall for the pixels in doubt, by a graph cut over two colour
 * mixtures learnt from the sure ones (Rother, Kolmogorov, Blake 2004), with
 * what is known of portraits: where people are, and that below the chin they
 * do not float.  Works on any level of a pyramid.  Pure, deterministic.
 */
#ifndef IMAGE_MATTE_GRAPHCUT_H
#define IMAGE_MATTE_GRAPHCUT_H

#include "image/pixel/mask.h"

/* What a pixel is before the cut, in shape.data. */
enum graphcut_label {
	GRAPHCUT_SURE_WALL,
	GRAPHCUT_MAYBE_WALL,
	GRAPHCUT_MAYBE_PERSON,
	GRAPHCUT_SURE_PERSON
};

/* One level; planes and shapes have one size. */
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
 * its outline stay in doubt.
 */
void graphcut_refine(struct graphcut *fine, const struct graphcut *coarse,
		     int reach);

/* Learn and cut until little moves, at most rounds times. */
void graphcut_solve(struct graphcut *s, int rounds);

#endif
