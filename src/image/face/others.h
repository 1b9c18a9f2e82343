/* SPDX-License-Identifier: MIT */
/*
 * Faces besides the one a portrait is of: someone smaller, tilted or with
 * hidden eyes beside the person, faces too small to be measured, and the face
 * of a picture that lies on its side.  Pure, thread-safe.
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

/* The same with the eyes of a lone face left open, as face_find() has them. */
int face_others_find_open(const struct face_models *models,
			  const struct image *grey,
			  struct face faces[FACE_MAX]);

/*
 * Faces too small for face_others_find(), down to 22 pixels of a grey image of
 * any size, largest first; no eyes are looked for.
 */
int face_others_small(const struct face_models *models,
		      const struct image *grey, struct face faces[FACE_MAX]);

/*
 * The windows of the cascade behind a face when it is looked at from near: 11
 * to 90 for a face, at most 5 for what is none.
 */
int face_others_votes(const struct face_models *models,
		      const struct image *grey, const struct face *f);

/*
 * Which of EXIF's orientations 6, 8, 3 shows the surest face in a picture that
 * shows none as it is (seen NULL), or one that few windows speak for: a surer
 * one than that.  1 for none.
 */
int face_others_orientation(const struct face_models *models,
			    const struct image *grey, const struct face *seen);

#endif
