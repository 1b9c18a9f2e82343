/* SPDX-License-Identifier: MIT */
/*
 * How much a person is expected at a pixel before its colour is compared: by
 * the place in faces, more so when hair or clothes are like the wall, and by
 * fine structure, which a wall has not.  The shape prior of a graph cut (after
 * Freedman and Zhang 2005), by a portrait's usual places instead of a template.
 * Pure; borrows the level.
 */
#ifndef IMAGE_MATTE_SEGMENT_PRIOR_H
#define IMAGE_MATTE_SEGMENT_PRIOR_H

#include "image/matte/graphcut.h"

struct segment_prior {
	const struct graphcut *of;
	float alike_hair, alike_chest; /* and wall, 0..1 */
};

void segment_prior_init(struct segment_prior *p, const struct graphcut *of);

/* In units of -log likelihood, >= 0. */
float segment_prior_at(const struct segment_prior *p, int x, int y);

#endif
