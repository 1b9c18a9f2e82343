/* SPDX-License-Identifier: MIT */
/* Round blobs of grey in a frame: the same scene at any size. */
#ifndef SUPPORT_SCENE_H
#define SUPPORT_SCENE_H

#include <stdint.h>

#include "image/pixel/image.h"

/* Grey; blobs are placed by seed.  The caller releases im. */
void scene_draw(struct image *im, int width, int height, uint32_t seed);

uint32_t scene_random(uint32_t *seed); /* 24 bits */

#endif
