/* SPDX-License-Identifier: MIT */
/*
 * How much a person is expected at a pixel, regardless of its colour: by its
 * place relative to the face, which counts more when hair or clothes are like
 * the wall, and by fine structure, which a wall lacks.  It is the shape prior
 * of a graph cut (Freedman and Zhang 2005), made from the usual places of a
 * portrait instead of a template.  Pure; borrows the level.
 */
#ifndef IMAGE_MATTE_SEGMENT_PRIOR_H
#define IMAGE_MATTE_SEGMENT_PRIOR_H

#include "image/matte/graphcut.h"

struct segment_prior {
	const struct graphcut *of;
	float alike_hair, alike_chest; /* how like the wall they are, 0..1 */
};

void segment_prior_init(struct segment_prior *p, const struct graphcut *of);

/* In units of -log likelihood, >= 0. */
float segment_prior_at(const struct segment_prior *p, int x, int y);

#endif
