/* SPDX-License-Identifier: MIT */
/*
 * The quality of a portrait: light, sharpness, eyes, mouth, clothes, borders.
 * Every measure of the face is a ratio within the picture itself, so that it
 * does not depend on the tone of the skin.  They measure what ISO/IEC 39794-5
 * requires of a portrait, but in ways of our own, so the numbers are only
 * comparable with the profiles' limits.  Pure, deterministic.
 */
#ifndef IMAGE_PORTRAIT_QUALITY_H
#define IMAGE_PORTRAIT_QUALITY_H

#include <stdbool.h>

#include "image/pixel/backdrop.h"
#include "image/portrait/head.h"

struct quality {
	/* light */
	double light;	  /* L* of the brightest 2 % of the picture */
	double clipped;	  /* share of the face without detail, 0..1 */
	double highlight; /* share of the face that shines */
	double halves;	  /* brighter half of the face over the darker, >= 1 */
	double chroma;	  /* p95 of a*b* over the picture; near 0 = grey */
	/* detail, at a face of at most 240 pixels */
	double sharpness; /* fine over coarse detail at edges; blurred: .2 */
	double texture;	  /* of the cheeks, in hundredths of (light + 150); 100
			     when they are too bright to show any */
	double pattern;	  /* strongest periodic pattern, 0..1 */
	/* eyes and mouth, when has_eyes */
	double red_eye;	   /* share of the pupils that is red */
	double glare;	   /* overexposed share about an eye, less the cheeks' */
	double eye_open;   /* contrast of iris and white; about 0 when shut */
	double eye_height; /* of the dark part of an eye, over the eyes' gap */
	double mouth;	   /* opening of the lips, over the eyes' gap */
	double bridge;	   /* contrast of a bar across the nose: glasses */
	/* frame */
	double clothes_lab[3];
	double clothes; /* Lab distance of the clothes to the wall */
	double border;	/* Lab contrast of a frame on all sides, 0 none */
};

struct quality_from {
	const struct image *rgb, *grey;
	const struct face *face;
	const struct head *head;
	const struct backdrop *wall;
};

void quality_measure(const struct quality_from *from, struct quality *out);

#endif
