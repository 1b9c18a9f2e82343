/* SPDX-License-Identifier: MIT */
/* Eyes, glasses and mouth of a portrait; see look.h.  Guesses.  Pure. */
#ifndef IMAGE_PORTRAIT_QUALITY_EYES_H
#define IMAGE_PORTRAIT_QUALITY_EYES_H

#include "image/portrait/quality.h"

/* Fills red_eye, glare, eye_open, mouth and bridge; the face has eyes. */
void quality_eyes_measure(const struct quality_from *from, struct quality *out);

#endif
