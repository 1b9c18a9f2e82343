/* SPDX-License-Identifier: MIT */
/*
 * Pull-push: values known in some pixels spread smoothly to all the others.
 * Pure, deterministic; planes all have one size.
 */
#ifndef IMAGE_FILL_H
#define IMAGE_FILL_H

#include "image/plane.h"

enum { FILL_MAX = 16 };

/*
 * Replace n planes (at most FILL_MAX) by their fill: where weight (0..1) is 1
 * the value stays, where it is 0 it comes from coarser levels only.
 */
void fill_pull_push(struct plane *values, int n, const struct plane *weight);

#endif
