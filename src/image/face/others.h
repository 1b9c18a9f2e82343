/* SPDX-License-Identifier: MIT */
/*
 * Finding faces besides the one that a portrait shows: of someone smaller,
 * tilted or with hidden eyes beside the person, and faces too small to be
 * measured.  Pure, thread-safe.
 *
 *       .--------------------------.
 *       |   .--.       beside:     |   the box of the person is skipped,
 *       |  / oo \      .-.         |   then all is looked at once more
 *       |  \ -- /     (o o)        |   rotated by 15 degrees either way
 *       |   '--'       '-'         |
 *       '--------------------------'
 */
#ifndef IMAGE_FACE_OTHERS_H
#define IMAGE_FACE_OTHERS_H

#include "image/face/face.h"

/*
 * All faces in a grey image, largest first, at most FACE_MAX: what face_find()
 * sees, and others beside it.  Boxes are in the image's own pixels.  Returns
 * the count.
 */
int face_others_find(const struct face_models *models, const struct image *grey,
		     struct face faces[FACE_MAX]);

/* The same, but the eyes of a single face may be left open (face_find()). */
int face_others_find_open(const struct face_models *models,
			  const struct image *grey,
			  struct face faces[FACE_MAX]);

/*
 * Faces that are too small for face_others_find(), down to a width of 22 pixels
 * in a grey image of any size, largest first; eyes are not searched.
 */
int face_others_small(const struct face_models *models,
		      const struct image *grey, struct face faces[FACE_MAX]);

#endif
