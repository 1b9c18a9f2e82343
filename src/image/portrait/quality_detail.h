/* SPDX-License-Identifier: MIT */
/*
 * Fine detail of a portrait; quality.h explains the numbers.  Sharpness
 * compares two bands of a difference of Gaussians (Burt and Adelson 1983), of
 * which blur destroys the finer one first.  Texture is the strength of one such
 * band, pattern the autocorrelation of another.  Pure.
 */
#ifndef IMAGE_PORTRAIT_QUALITY_DETAIL_H
#define IMAGE_PORTRAIT_QUALITY_DETAIL_H

#include "image/portrait/quality.h"

double quality_detail_sharpness(const struct quality_from *from);
double quality_detail_texture(const struct quality_from *from);
double quality_detail_pattern(const struct quality_from *from);

#endif
