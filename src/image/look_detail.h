/* SPDX-License-Identifier: MIT */
/* Fine detail of a portrait; see look.h for what the numbers mean.  Pure. */
#ifndef IMAGE_LOOK_DETAIL_H
#define IMAGE_LOOK_DETAIL_H

#include "image/look.h"

double look_detail_sharpness(const struct look_from *from);
double look_detail_texture(const struct look_from *from);
double look_detail_pattern(const struct look_from *from);

#endif
