/* SPDX-License-Identifier: MIT */
/* The soft alpha of the person in a photo.  Thread-safe. */
#ifndef PHOTO_PHOTO_MATTE_H
#define PHOTO_PHOTO_MATTE_H

#include "image/image.h"
#include "photo/photo_engine.h"
#include "rules/finding.h"

/*
 * alpha: 1 channel, the upright source's size (at most 4096 on the long
 * side); the caller releases it.  What makes it unsure goes to findings.
 * -1 with err when there is not exactly one face, or no picture.
 */
int photo_matte(const struct photo_engine *engine, const void *bytes, size_t n,
		struct image *alpha, double *confidence,
		struct findings *findings, struct error *err);

#endif
