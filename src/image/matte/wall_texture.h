/* SPDX-License-Identifier: MIT */
/*
 * Fine structure of a picture over that of the wall in it: hair and cloth have
 * it, a wall has not.  The local energy of a high pass (Laws 1980), here the
 * picture less its Gaussian blur.  Pure.
 */
#ifndef IMAGE_MATTE_WALL_TEXTURE_H
#define IMAGE_MATTE_WALL_TEXTURE_H

#include "image/pixel/mask.h"

/*
 * Local RMS of what a blur takes from light (L*), less what half of the seeds
 * stay under, into out (of its size).
 */
void wall_texture_find(const struct plane *light, const struct mask *seed,
		       struct plane *out);

#endif
