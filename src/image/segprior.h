/* SPDX-License-Identifier: MIT */
/*
 * How much a person is expected at a pixel before its colour is compared: by
 * the place in faces, more so when hair or clothes are like the wall, and by
 * fine structure, which a wall has not.  Pure; borrows the level.
 */
#ifndef IMAGE_SEGPRIOR_H
#define IMAGE_SEGPRIOR_H

#include "image/segcut.h"

struct segprior {
	const struct segcut *of;
	float alike_hair, alike_chest; /* and wall, 0..1 */
};

void segprior_init(struct segprior *p, const struct segcut *of);

/* In units of -log likelihood, >= 0. */
float segprior_at(const struct segprior *p, int x, int y);

#endif
