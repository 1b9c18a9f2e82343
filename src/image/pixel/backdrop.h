/* SPDX-License-Identifier: MIT */
/*
 * What is behind a person, judged from the edges of the picture alone: its
 * colour, how even it is, how much of it is something else.  For checking;
 * image/matte/wall_model.h is what cutting out uses.  Pure, deterministic.
 *
 *      ┌──────────────┐     Samples: the top and both sides, above the chin.
 *      │▒▒▒▒▒▒▒▒▒▒▒▒▒▒│     A plane of colour is laid through them by
 *      │▒▒   .--.   ▒▒│     iteratively reweighted least squares (Holland
 *      │▒▒  ( oo )  ▒▒│     and Welsch, 1977), so that a door at the side or
 *      │▒▒   \__/   ▒▒│     hair at the top counts little.
 *      │    /    \   │
 *      └──────────────┘
 */
#ifndef IMAGE_PIXEL_BACKDROP_H
#define IMAGE_PIXEL_BACKDROP_H

#include "image/pixel/image.h"

struct backdrop {
	double lab[3];	    /* middle colour, CIE Lab (D65) */
	uint8_t rgb[3];	    /* the same */
	double slope[3][2]; /* Lab change across and down, whole picture */
	double spread;	    /* p90 of the distance to colour and slope */
	double unevenness;  /* largest Lab distance between its parts */
	double stray;	    /* share of its edges that is something else */
	double shadow;	    /* share of the wall above the chin in shade */
};

/* rgb: 3 channels; face: its box there (width 0 = none). */
void backdrop_measure(const struct image *rgb, struct image_box face,
		      struct backdrop *out);

/* The colour it should have at (x, y) of a w x h picture, in Lab. */
void backdrop_at(const struct backdrop *b, double x, double y, double lab[3]);

/*
 * How far from a wall it is: the spread, or as much for a large share of
 * something else at the edges.  Walls with gradients, texture, shadows and a
 * door's edge stay under 4, plain ones of real portraits under 7; streets,
 * shelves and banners are over 8 (60 portraits, 108 sitters).
 */
double backdrop_clutter(const struct backdrop *b);

/* More than this is no wall; a profile may say otherwise. */
#define BACKDROP_CLUTTER_MAX 8.0

#endif
