/* SPDX-License-Identifier: MIT */
/*
 * Fine detail of a portrait; quality.h says what the numbers mean.  Sharpness
 * compares two bands of a difference of Gaussians (Burt and Adelson 1983):
 * blur takes the finer one first.  Texture is one such band, pattern the
 * autocorrelation of another.  Pure.
 */
#ifndef IMAGE_PORTRAIT_QUALITY_DETAIL_H
#define IMAGE_PORTRAIT_QUALITY_DETAIL_H

#include "image/portrait/quality.h"

double quality_detail_sharpness(const struct quality_from *from);
double quality_detail_texture(const struct quality_from *from);
double quality_detail_pattern(const struct quality_from *from);

#endif
