/* SPDX-License-Identifier: MIT */
/*
 * A smooth colour over a picture (linear, then quadratic in x and y, CIE
 * Lab) from scattered samples of which many may belong to something else.
 *
 * The start is RANSAC (Fischler and Bolles 1981) with each plane through three
 * samples judged by a sum of soft weights instead of a count (MSAC: Torr and
 * Zisserman 2000); the refinement is iteratively reweighted least squares
 * (Holland and Welsch 1977) whose scale is the median absolute deviation.
 * Pure and deterministic: the random start is seeded by a constant.
 */
#ifndef IMAGE_MATTE_WALL_SURFACE_H
#define IMAGE_MATTE_WALL_SURFACE_H

#include <stdbool.h>

#include "image/pixel/mask.h"

enum { WALL_SURFACE_TERMS = 6, WALL_SURFACE_SAMPLES = 2400 };

struct wall_surface {
	/* of 1 x y x² xy y² for L, a, b; x and y -.5..+.5 over the picture */
	double coef[3][WALL_SURFACE_TERMS];
	int terms;	 /* 3 linear, 6 quadratic */
	float spread[3]; /* robust sigma of L, a, b */
};

struct wall_surface_samples;

/* Up to WALL_SURFACE_SAMPLES pixels of lab where use is set; evenly spread. */
struct wall_surface_samples *wall_surface_sample(const struct plane lab[3],
						 const struct mask *use);
void wall_surface_free(struct wall_surface_samples *take_samples);

/*
 * The linear fit that most samples agree with; false when the samples are
 * too few to say.
 */
bool wall_surface_start(struct wall_surface_samples *s,
			struct wall_surface *fit);

/* Robust least squares with fit->terms, from the fit as it stands. */
void wall_surface_refine(struct wall_surface_samples *s,
			 struct wall_surface *fit);

/* The fitted colour of row y into model, the picture minus it into residual. */
void wall_surface_evaluate(const struct wall_surface *fit,
			   const struct plane lab[3], int y,
			   float *const model[3], float *const residual[3]);

#endif
