/* SPDX-License-Identifier: MIT */
/*
 * Eyes, glasses and mouth of a portrait; quality.h explains the numbers.  They
 * are estimates from the contrast of small areas relative to the pupils: they
 * give warnings, but no photo is refused by them.  Pure.
 */
#ifndef IMAGE_PORTRAIT_QUALITY_EYES_H
#define IMAGE_PORTRAIT_QUALITY_EYES_H

#include "image/portrait/quality.h"

/* Fills red_eye .. bridge of struct quality; the face has eyes. */
void quality_eyes_measure(const struct quality_from *from, struct quality *out);

#endif
