/* SPDX-License-Identifier: MIT */
/*
 * Measures of face image quality by the names of ISO/IEC 29794-5:2025, those
 * that landmarks and pixels give; the curves from raw value to score are those
 * of its reference implementation, OFIQ.  Where that aligns the face and masks
 * it by a network, the face here is the polygon of its landmarks and lightness
 * the grey value.  Pure.
 */
#ifndef IMAGE_PORTRAIT_ISO_H
#define IMAGE_PORTRAIT_ISO_H

#include "image/portrait/facial.h"
#include "image/portrait/mouth.h"
#include "image/portrait/pose.h"

enum { ISO_MEASURES = 19 };

struct iso_measure {
	const char *name;  /* static */
	double raw, score; /* score 0..100 */
};

/* A picture with one face; all lengths in pixels of grey. */
struct iso_from {
	const struct image *grey;
	const struct landmarks *points;
	const struct skin *skin;
	const struct facial *facial;
	const struct mouth *mouth;
	const struct pose *pose;
	double pixel; /* pixels of the file per pixel of grey */
};

void iso_measure(const struct iso_from *from,
		 struct iso_measure out[ISO_MEASURES]);

#endif
