/* SPDX-License-Identifier: MIT */
/*
 * How far the outline of a person can be trusted, judged by signs of wrong
 * outlines.  Signs and weights are our own.  The weights were set with
 * tests/accuracy/accuracy_matte.c on composites and 2,000 drawn sitters, such
 * that every accepted matte has an IoU of at least .98.  Pure.
 */
#ifndef IMAGE_MATTE_CONFIDENCE_H
#define IMAGE_MATTE_CONFIDENCE_H

#include "image/pixel/image.h"
#include "image/matte/segment.h"

/*
 * The signs.  Each is a share, 0..1, of the outline's length or of an area; 0
 * says nothing against the outline.
 */
struct matte_confidence {
	double disagreement; /* cut and distance from the wall disagree */
	double low_contrast; /* of the outline: person and wall look alike */
	double no_edge;	     /* of the outline: there is no edge */
	double blurred;	   /* of the face's width: lost in the head's shadow */
	double hair_ends;  /* of the face's area: odd colours at hair's ends */
	double wall_rest;  /* of the face's area: wall left in the person */
	double wall_patch; /* the same, in a colour the person may have too */
	double bite;	   /* of the face's area: a dent darker than the wall */
	double hull_gap;   /* of the head's convex hull: not head */
};

/*
 * Set all but low_contrast, wall_rest and wall_patch.  lab: 3 planes of the
 * segment's size; face: its box there.
 */
void matte_confidence_find(const struct plane lab[3],
			   const struct segment *segment,
			   const struct wall_model *wall, struct image_box face,
			   struct matte_confidence *out);

/* The confidence, from 0 (none) to 1 (sure). */
double matte_confidence_sum(const struct matte_confidence *d);

#endif
