/* SPDX-License-Identifier: MIT */
/*
 * Pull-push: values known in some pixels spread smoothly to all the others
 * (Gortler, Grzeszczuk, Szeliski and Cohen, The Lumigraph, 1996).
 * Pure, deterministic; planes all have one size.
 *
 *   level 0   1 . . . . . . 1     pull: a coarse pixel is the mean of the known
 *   level 1    1   .   .   1      ones among its 2 x 2, level after level
 *   level 2      1       1        push: unknown pixels of a level are taken
 *   level 3          1            from the next coarser one, bilinearly
 */
#ifndef IMAGE_MATTE_PULL_PUSH_H
#define IMAGE_MATTE_PULL_PUSH_H

#include "image/pixel/plane.h"

enum { PULL_PUSH_MAX = 16 };

/*
 * Fill n planes (at most PULL_PUSH_MAX).  Where weight (0..1) is 1, a value is
 * kept; where it is 0, it comes from coarser levels alone.
 */
void pull_push_fill(struct plane *values, int n, const struct plane *weight);

#endif
