/* SPDX-License-Identifier: MIT */
/*
 * What is behind a person, judged by the edges of the picture alone: its
 * colour, how even it is, and how much of it is something else.  This is for
 * checking; cutting out uses image/matte/wall_model.h.  Pure, deterministic.
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
	double spread;	    /* p90 of the distance from that plane of colour */
	double unevenness;  /* largest Lab distance between its parts */
	double stray;	    /* share of the edges that is something else */
	double shadow;	    /* share of the wall above the chin in shadow */
};

/* rgb: 3 channels; face: its box there (width 0 = none). */
void backdrop_measure(const struct image *rgb, struct image_box face,
		      struct backdrop *out);

/* Its colour at (x, y), each -.5..+.5 over the picture, in Lab. */
void backdrop_at(const struct backdrop *b, double x, double y, double lab[3]);

/*
 * How unlike a plain wall it is: the spread, or more when a large share of the
 * edges is something else.  Walls with gradients, texture, shadows and a door's
 * edge are under 4, plain walls of real portraits under 7; streets, shelves and
 * banners are over 8 (measured on 60 portraits and 108 drawn sitters).
 */
double backdrop_clutter(const struct backdrop *b);

/* More than this is not a wall; a profile may have another limit. */
#define BACKDROP_CLUTTER_MAX 8.0

#endif
