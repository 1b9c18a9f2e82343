/* SPDX-License-Identifier: MIT */
/*
 * The two eyes inside a face box: OpenCV's eye cascades tell where to look, a
 * dark disc between lighter sides (a centre-surround filter) where the pupil
 * is.  Pure, thread-safe.
 */
#ifndef IMAGE_FACE_EYES_H
#define IMAGE_FACE_EYES_H

#include "image/face/face.h"

/* Usual eyes in an alt2 box, in its widths: mean row, distance of pupils. */
#define FACE_EYES_ROW 0.388
#define FACE_EYES_GAP 0.39

/*
 * Fill the eyes of f, whose box is in pixels of grey; has_eyes is false when
 * no believable pair was seen (eyes shut, hidden, strongly turned head).
 */
void face_eyes_find(const struct face_models *models, const struct image *grey,
		    struct face *f);

/*
 * The pupils about where both eyes are known to be, left eye first, in pixels
 * of grey, without the cascades.  False when none are clearly there.
 */
bool face_eyes_find_near(const struct image *grey, const double at[2][2],
			 struct face *f);

/* Only eyes that a cascade sees: for a box that may be none of a face. */
void face_eyes_find_sure(const struct face_models *models,
			 const struct image *grey, struct face *f);

#endif
