/* SPDX-License-Identifier: MIT */
/*
 * How far an outline of a person can be trusted, from what a wrong one looks
 * like.  The limits were measured by tests/accuracy/accuracy_matte.c.  Pure.
 */
#ifndef IMAGE_MATTE_CONFIDENCE_H
#define IMAGE_MATTE_CONFIDENCE_H

#include "image/pixel/image.h"
#include "image/matte/segment.h"

/* Each a share of 0..1; 0 is without doubt. */
struct matte_confidence {
	double disagree; /* of the cut with the distance from the wall alone */
	double weak;	 /* of the outline, person and wall look alike */
	double soft;	 /* of the outline, the picture shows no edge */
	double ends;	 /* of a face: odd colours where hair ends */
	double dent;	 /* of the head's hull that is not the head */
};

/* All but weak.  lab: 3 planes of the segment's size; face: its box there. */
void matte_confidence_find(const struct plane lab[3],
			   const struct segment *segment,
			   const struct wall_model *wall, struct image_box face,
			   struct matte_confidence *out);

/* 1 is sure, 0 is not at all. */
double matte_confidence_sum(const struct matte_confidence *d);

#endif
