/* SPDX-License-Identifier: MIT */
/*
 * How far an outline of a person can be trusted, from what a wrong one looks
 * like.  Signs and weights are our own, set by tests/accuracy/accuracy_matte.c
 * over the composites and 2,000 drawn sitters so that no matte that is kept
 * lies under IoU .98.  Pure.
 */
#ifndef IMAGE_MATTE_CONFIDENCE_H
#define IMAGE_MATTE_CONFIDENCE_H

#include "image/pixel/image.h"
#include "image/matte/segment.h"

/* Each a share of 0..1; 0 is nothing against the outline. */
struct matte_confidence {
	double disagreement; /* of the cut with the distance from the wall */
	double low_contrast; /* of the outline, person and wall look alike */
	double no_edge;	     /* of the outline, the picture shows no edge */
	double hair_ends;    /* of a face: odd colours where hair ends */
	double wall_rest;    /* of a face: the wall's colour in the person */
	double wall_patch;   /* of a face: the same, not beyond the person's */
	double hull_gap;     /* of the head's convex hull, not the head */
};

/* All but low_contrast, wall_rest and wall_patch.  lab: 3 planes of the
 * segment's size; face: its box there. */
void matte_confidence_find(const struct plane lab[3],
			   const struct segment *segment,
			   const struct wall_model *wall, struct image_box face,
			   struct matte_confidence *out);

/* 1 is sure, 0 is not at all. */
double matte_confidence_sum(const struct matte_confidence *d);

#endif
