/* SPDX-License-Identifier: MIT */
/*
 * Finding the two eyes inside a face box: OpenCV's eye cascades tell where to
 * look, and a centre-surround filter, which answers to a dark disc between
 * lighter sides, where the pupil is.  Pure, thread-safe.
 */
#ifndef IMAGE_FACE_EYES_H
#define IMAGE_FACE_EYES_H

#include "image/face/face.h"

/* Where eyes usually are in the box of face_find(), in box widths: their row
 * from the top, and the distance between the pupils. */
#define FACE_EYES_ROW 0.388
#define FACE_EYES_GAP 0.39

/*
 * Fill the eyes of f, whose box is in pixels of grey; has_eyes is false when
 * no believable pair was seen (eyes shut, hidden, strongly turned head).
 */
void face_eyes_find(const struct face_models *models, const struct image *grey,
		    struct face *f);

/*
 * Find the pupils near known places of the eyes, left eye first, in pixels of
 * grey, without the cascades.  False when they are not clearly there.
 */
bool face_eyes_find_near(const struct image *grey, const double at[2][2],
			 struct face *f);

/* Only eyes that a cascade sees: for a box that may not be a face. */
void face_eyes_find_sure(const struct face_models *models,
			 const struct image *grey, struct face *f);

#endif
