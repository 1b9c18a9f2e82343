/* SPDX-License-Identifier: MIT */
/*
 * Person or wall for the pixels in doubt, by a graph cut over two colour
 * mixtures learnt from the sure ones (Rother, Kolmogorov, Blake 2004), with
 * what is known of portraits: where people are, and that below the chin they
 * do not float.  Works on any level of a pyramid.  Pure, deterministic.
 */
#ifndef IMAGE_SEGCUT_H
#define IMAGE_SEGCUT_H

#include "image/shape.h"

/* What a pixel is before the cut, in shape.data. */
enum segcut_label {
	SEGCUT_SURE_WALL,
	SEGCUT_MAYBE_WALL,
	SEGCUT_MAYBE_PERSON,
	SEGCUT_SURE_PERSON
};

/* One level; planes and shapes have one size. */
struct segcut {
	float *colours;	     /* 3 a pixel, one mean wall everywhere */
	struct shape labels; /* enum segcut_label */
	struct shape wall;   /* what the wall's colours are learnt from */
	struct plane distance, texture; /* as in struct wall */
	struct shape person;		/* in: a first guess; out: the cut */
	double face[4];			/* x y width height, level pixels */
	int scale; /* small pixels a side of this level's pixel */
};

void segcut_release(struct segcut *s);

/* The level of half the size (rounded up), with the guess of this one. */
void segcut_halve(const struct segcut *fine, struct segcut *out);

/*
 * Take the answer of the level of half the size: only pixels within reach of
 * its outline stay in doubt.
 */
void segcut_refine(struct segcut *fine, const struct segcut *coarse, int reach);

/* Learn and cut until little moves, at most rounds times. */
void segcut_solve(struct segcut *s, int rounds);

#endif
