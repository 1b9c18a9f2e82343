/* SPDX-License-Identifier: MIT */
/*
 * How far an outline of a person can be trusted, from what a wrong one looks
 * like.  The limits were measured by tests/accuracy/accuracy_matte.c.  Pure.
 */
#ifndef IMAGE_DOUBT_H
#define IMAGE_DOUBT_H

#include "image/image.h"
#include "image/segment.h"

/* Each a share of 0..1; 0 is without doubt. */
struct doubt {
	double disagree; /* of the cut with the distance from the wall alone */
	double weak;	 /* of the outline, person and wall look alike */
	double soft;	 /* of the outline, the picture shows no edge */
	double ends;	 /* of a face: odd colours where hair ends */
	double dent;	 /* of the head's hull that is not the head */
};

/* All but weak.  lab: 3 planes of the segment's size; face: its box there. */
void doubt_find(const struct plane lab[3], const struct segment *segment,
		const struct wall *wall, struct image_box face,
		struct doubt *out);

/* 1 is sure, 0 is not at all. */
double doubt_confidence(const struct doubt *d);

#endif
