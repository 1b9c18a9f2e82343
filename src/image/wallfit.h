/* SPDX-License-Identifier: MIT */
/*
 * A smooth colour over a picture (linear, then quadratic in x and y, CIE
 * Lab) from scattered samples of which many may belong to something else.
 * Pure and deterministic: the random start is seeded by a constant.
 */
#ifndef IMAGE_WALLFIT_H
#define IMAGE_WALLFIT_H

#include <stdbool.h>

#include "image/shape.h"

enum { WALLFIT_TERMS = 6, WALLFIT_SAMPLES = 2400 };

struct wallfit {
	double coef[3][WALLFIT_TERMS]; /* 1 x y x² xy y², x and y -.5..+.5 */
	int terms;		       /* 3 linear, 6 quadratic */
	float spread[3];	       /* robust sigma of L, a, b */
};

struct wallfit_samples;

/* Up to WALLFIT_SAMPLES pixels of lab where use is set; evenly spread. */
struct wallfit_samples *wallfit_sample(const struct plane lab[3],
				       const struct shape *use);
void wallfit_free(struct wallfit_samples *take_samples);

/*
 * The linear fit that most samples agree with; false when the samples are
 * too few to say.
 */
bool wallfit_start(struct wallfit_samples *s, struct wallfit *fit);

/* Robust least squares with fit->terms, from the fit as it stands. */
void wallfit_refine(struct wallfit_samples *s, struct wallfit *fit);

/* The fitted colour into model, the picture minus it into rest. */
void wallfit_evaluate(const struct wallfit *fit, const struct plane lab[3],
		      struct plane model[3], struct plane rest[3]);

#endif
