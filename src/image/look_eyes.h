/* SPDX-License-Identifier: MIT */
/* Eyes, glasses and mouth of a portrait; see look.h.  Guesses.  Pure. */
#ifndef IMAGE_LOOK_EYES_H
#define IMAGE_LOOK_EYES_H

#include "image/look.h"

/* Fills red_eye, glare, eye_open, mouth and bridge; the face has eyes. */
void look_eyes_measure(const struct look_from *from, struct look *out);

#endif
