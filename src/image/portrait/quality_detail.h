/* SPDX-License-Identifier: MIT */
/* Fine detail of a portrait; see look.h for what the numbers mean.  Pure. */
#ifndef IMAGE_PORTRAIT_QUALITY_DETAIL_H
#define IMAGE_PORTRAIT_QUALITY_DETAIL_H

#include "image/portrait/quality.h"

double quality_detail_sharpness(const struct quality_from *from);
double quality_detail_texture(const struct quality_from *from);
double quality_detail_pattern(const struct quality_from *from);

#endif
