/* SPDX-License-Identifier: MIT */
/*
 * Faces by boosted cascades (Viola-Jones as OpenCV stores them; the XML files
 * of Debian's opencv-data, loaded by codec/config/cascade.h).  Pure; a model is
 * read-only after loading and may be shared between threads.
 */
#ifndef IMAGE_FACE_FACE_H
#define IMAGE_FACE_FACE_H

#include <stdbool.h>
#include <stddef.h>

#include "image/pixel/image.h"

struct cascade; /* codec/config/cascade.h fills it */

struct face_models {
	struct cascade *face;	   /* haarcascade_frontalface_alt2 */
	struct cascade *face_lbp;  /* lbpcascade_frontalface_improved */
	struct cascade *eyes;	   /* haarcascade_eye_tree_eyeglasses */
	struct cascade *eyes_bare; /* haarcascade_eye */
};

struct face {
	double x, y, width, height; /* the alt2 box, pixels of the image */
	bool has_eyes;
	double left_eye_x, left_eye_y; /* pupil centres; left = smaller x */
	double right_eye_x, right_eye_y;
};

enum { FACE_MAX = 16 };

/*
 * All faces in a grey image, largest first, at most FACE_MAX.  Works at long
 * side 640 inside; boxes are in the image's own pixels.  Returns the count.
 */
int face_find(const struct face_models *models, const struct image *grey,
	      struct face faces[FACE_MAX]);

/*
 * The largest alone, as face_find() has it first; its eyes are looked for only
 * where the face is in doubt.  1, or 0 for none.
 */
int face_find_largest(const struct face_models *models,
		      const struct image *grey, struct face *out);

/*
 * The windows of the cascade behind a face when it is looked at from near: 11
 * to 90 for a face, at most 5 for what is none.
 */
int face_votes(const struct face_models *models, const struct image *grey,
	       const struct face *f);

/*
 * Which of EXIF's orientations 6, 8, 3 shows the surest face in a picture that
 * shows none as it is; 1 for none.
 */
int face_orientation(const struct face_models *models,
		     const struct image *grey);

/*
 * Faces too small for face_find(), down to 22 pixels of a grey image of any
 * size, largest first; no eyes are looked for.
 */
int face_find_small(const struct face_models *models, const struct image *grey,
		    struct face faces[FACE_MAX]);

#endif
