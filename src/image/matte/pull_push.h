/* SPDX-License-Identifier: MIT */
/*
 * Pull-push: values known in some pixels spread smoothly to all the others.
 * Pure, deterministic; planes all have one size.
 */
#ifndef IMAGE_MATTE_PULL_PUSH_H
#define IMAGE_MATTE_PULL_PUSH_H

#include "image/pixel/plane.h"

enum { PULL_PUSH_MAX = 16 };

/*
 * Replace n planes (at most PULL_PUSH_MAX) by their fill: where weight (0..1)
 * is 1 the value stays, where it is 0 it comes from coarser levels only.
 */
void pull_push_fill(struct plane *values, int n, const struct plane *weight);

#endif
