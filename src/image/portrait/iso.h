/* SPDX-License-Identifier: MIT */
/*
 * Measures of face image quality by the names of ISO/IEC 29794-5:2025, those
 * that landmarks, matte and pixels give; raw values and the curves from them
 * to scores are those of its reference implementation, OFIQ.  Where that masks
 * the face and parses the picture by networks, the face here is the polygon of
 * its landmarks and the wall what the matte leaves.  Pure.
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

/* Those that can be told of a picture, in the order they are told. */
struct iso_measures {
	struct iso_measure of[ISO_MEASURES];
	int n;
};

struct iso_from {
	/* The second largest face's area over the largest's; 0 for one face,
	 * 1 for none. */
	double second_face;
	/* Without points nothing else is told; pixels of skin's picture. */
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
