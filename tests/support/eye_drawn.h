/* SPDX-License-Identifier: MIT */
/*
 * Eyes drawn anew onto portraits of people, by their landmarks: lids over them,
 * lids nearly together, irises elsewhere, frames of glasses.  What is too rare
 * among portraits to judge a measure by is made so.  Pixels change in place.
 */
#ifndef SUPPORT_EYE_DRAWN_H
#define SUPPORT_EYE_DRAWN_H

#include "image/face/axes.h"

/* An ellipse of one colour, in a face's axes. */
struct eye_drawn_brush {
	double at[2], half[2];
	int rgb[3];
	double cover; /* 0..1 */
};

void eye_drawn_stroke(struct image *rgb, const struct face_axes *a,
		      const struct eye_drawn_brush *b);

/* Lids of the cheek's colour over both eyes, with a line of lashes. */
void eye_drawn_flat(struct image *rgb, const struct landmarks *points);

/*
 * The skin over both eyes pulled down to where the lids meet, that under them
 * up; the line between is dark.
 */
void eye_drawn_pull(struct image *rgb, const struct landmarks *points);

/*
 * The same with lids that meet elsewhere: 0 at the upper lid's edge, 1 at the
 * lower's, broader skin and a softer line.
 */
void eye_drawn_meet(struct image *rgb, const struct landmarks *points,
		    double line);

/* Lids so near to each other that `open` (0..1) of the opening is left. */
void eye_drawn_narrow(struct image *rgb, const struct landmarks *points,
		      double open);

/*
 * Both irises so far to the picture's right and down, parts of an eye's width.
 * The white before one is pressed together and that behind it stretched; under
 * one that goes up the white beside it goes on.  Lids stay.
 */
void eye_drawn_gaze(struct image *rgb, const struct image *grey,
		    const struct landmarks *points, const double move[2]);

/* Thin or thick frames of clear glasses, units of the eyes' distance. */
void eye_drawn_frames(struct image *rgb, const struct landmarks *points,
		      double thick);

#endif
