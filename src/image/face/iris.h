/* SPDX-License-Identifier: MIT */
/*
 * The iris within an eye's six points, by Daugman's integro-differential
 * operator (High Confidence Visual Recognition of Persons by a Test of
 * Statistical Independence, PAMI 1993): the circle across which brightness
 * changes most.  Only its left and right arcs are looked at; lids cover the
 * rest.  Pure.
 *
 *          37 ---- 38
 *       .-'  ( ## )  '-.        arcs ( and ), 45 degrees up and down
 *     36      ( ## )     39
 *       '-.__________.-'
 *          41 ---- 40
 */
#ifndef IMAGE_FACE_IRIS_H
#define IMAGE_FACE_IRIS_H

#include <stdbool.h>

#include "image/face/landmarks.h"

struct iris {
	double x, y;	 /* its middle, pixels of the image */
	double radius;	 /* pixels */
	double contrast; /* (outside - inside) / (outside + inside), brightness
			  */
	double along; /* its place between the eye's corners, 0 left, 1 right */
};

/* side 0 = the picture's left eye (points 36-41), 1 = the right. */
void iris_find(const struct image *grey, const struct landmarks *points,
	       int side, struct iris *out);

#endif
