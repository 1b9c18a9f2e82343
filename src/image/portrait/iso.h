/* SPDX-License-Identifier: MIT */
/*
 * Measures of face image quality as named by ISO/IEC 29794-5:2025, as far as
 * landmarks, matte and pixels give them.  Raw values, and the curves from them
 * to scores, are those of the reference implementation OFIQ.  Where OFIQ finds
 * face and background by neural networks, the face is here the polygon of its
 * landmarks, and the wall what is outside the matte.  Pure.
 */
#ifndef IMAGE_PORTRAIT_ISO_H
#define IMAGE_PORTRAIT_ISO_H

#include "image/portrait/facial.h"
#include "image/portrait/mouth.h"
#include "image/portrait/pose.h"
#include "image/portrait/skin.h"

enum { ISO_MEASURES = 20 };

struct iso_measure {
	const char *name;  /* static */
	double raw, score; /* score 0..100 */
};

/* The measures that could be taken, in the order of output. */
struct iso_measures {
	struct iso_measure of[ISO_MEASURES];
	int n;
};

struct iso_from {
	/* area of the second largest face over that of the largest; 0 with one
	 * face, 1 with none */
	double second_face;
	/* in pixels of skin's picture; NULL: only second_face is measured */
	const struct landmarks *points;
	const struct image *alpha; /* of the person; NULL = not cut out */
	const struct skin *skin;
	const struct facial *facial;
	const struct mouth *mouth;
	const struct pose *pose;
	double pixel; /* pixels of the file per pixel of the picture */
};

void iso_measure(const struct iso_from *from, struct iso_measures *out);

#endif
