/* SPDX-License-Identifier: MIT */
/*
 * Fine structure of a picture over that of the wall in it: hair and cloth have
 * it, a wall has not.  Pure.
 */
#ifndef IMAGE_WALLTEXTURE_H
#define IMAGE_WALLTEXTURE_H

#include "image/shape.h"

/*
 * Local RMS of what a blur takes from light (L*), less what half of the seeds
 * stay under, into out (of its size).
 */
void walltexture_find(const struct plane *light, const struct shape *seed,
		      struct plane *out);

#endif
