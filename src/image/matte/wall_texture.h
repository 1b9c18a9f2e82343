/* SPDX-License-Identifier: MIT */
/*
 * Fine structure of a picture beyond that of its wall: hair and cloth have it,
 * a wall does not.  It is the local energy of a high pass (Laws 1980), here of
 * the picture minus its Gaussian blur.  Pure.
 */
#ifndef IMAGE_MATTE_WALL_TEXTURE_H
#define IMAGE_MATTE_WALL_TEXTURE_H

#include "image/pixel/mask.h"

/*
 * out (of light's size): the local RMS of light (L*) minus its blur, less the
 * median of this over the seeds.
 */
void wall_texture_find(const struct plane *light, const struct mask *seed,
		       struct plane *out);

#endif
