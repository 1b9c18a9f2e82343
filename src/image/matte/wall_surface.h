/* SPDX-License-Identifier: MIT */
/*
 * A smooth colour over a picture (first linear, then quadratic in x and y, CIE
 * Lab), fitted to scattered samples, many of which may not belong to it.
 *
 * The first fit is by RANSAC (Fischler and Bolles 1981): planes through three
 * samples, judged by a sum of soft weights instead of a count (MSAC: Torr and
 * Zisserman 2000).  It is refined by iteratively reweighted least squares
 * (Holland and Welsch 1977), with the median absolute deviation as scale.
 * Pure and deterministic: the random start is seeded by a constant.
 */
#ifndef IMAGE_MATTE_WALL_SURFACE_H
#define IMAGE_MATTE_WALL_SURFACE_H

#include <stdbool.h>

#include "image/pixel/mask.h"

enum { WALL_SURFACE_TERMS = 6, WALL_SURFACE_SAMPLES = 2400 };

struct wall_surface {
	/* for 1 x y x² xy y², of L, a, b; x and y -.5..+.5 over the picture */
	double coef[3][WALL_SURFACE_TERMS];
	int terms;	 /* 3 linear, 6 quadratic */
	float spread[3]; /* robust sigma of L, a, b */
};

struct wall_surface_samples;

/* Up to WALL_SURFACE_SAMPLES of the pixels set in use, evenly spread. */
struct wall_surface_samples *wall_surface_sample(const struct plane lab[3],
						 const struct mask *use);
void wall_surface_free(struct wall_surface_samples *take_samples);

/*
 * The linear fit with which most samples agree; false when there are too few.
 */
bool wall_surface_start(struct wall_surface_samples *s,
			struct wall_surface *fit);

/* Refine the fit by robust least squares with fit->terms. */
void wall_surface_refine(struct wall_surface_samples *s,
			 struct wall_surface *fit);

/* For row y: the fitted colour, and the picture minus that. */
void wall_surface_evaluate(const struct wall_surface *fit,
			   const struct plane lab[3], int y,
			   float *const model[3], float *const residual[3]);

#endif
