/* SPDX-License-Identifier: MIT */
/*
 * Eyes, glasses and mouth of a portrait; quality.h says what the numbers mean.
 * Guesses by contrasts of small areas at places that the pupils give: warnings
 * rest on them, no refusal does.  Pure.
 */
#ifndef IMAGE_PORTRAIT_QUALITY_EYES_H
#define IMAGE_PORTRAIT_QUALITY_EYES_H

#include "image/portrait/quality.h"

/* Fills red_eye .. bridge of struct quality; the face has eyes. */
void quality_eyes_measure(const struct quality_from *from, struct quality *out);

#endif
