/* SPDX-License-Identifier: MIT */
/*
 * Pull-push: values known in some pixels spread smoothly to all the others
 * (Gortler, Grzeszczuk, Szeliski and Cohen, The Lumigraph, 1996).
 * Pure, deterministic; planes all have one size.
 *
 *   level 0   1 . . . . . . 1     pull: a coarse pixel is the mean of the
 *   level 1    1   .   .   1      known ones of its 2 x 2, and so on up
 *   level 2      1       1        push: what a level does not know comes from
 *   level 3          1            the one above it, bilinearly
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
