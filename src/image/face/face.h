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
	int votes; /* windows behind it; below FACE_SURE_VOTES it may be none */
	bool has_eyes;
	bool eyes_open; /* whether it has is not known yet: face_find_eyes() */
	double left_eye_x, left_eye_y; /* pupil centres; left = smaller x */
	double right_eye_x, right_eye_y;
};

enum { FACE_MAX = 16, FACE_SURE_VOTES = 15 };

/*
 * The faces that the first pass to see any sees in a grey image, largest
 * first, at most FACE_MAX; all of them: face_others_find().  Boxes are in the
 * image's own pixels.  Returns the count; work is the image as it was
 * searched, long side 640 at most, the caller's to release.  The eyes of one
 * that is alone and sure are left open, for landmarks tell where to look.
 */
int face_find(const struct face_models *models, const struct image *grey,
	      struct image *work, struct face faces[FACE_MAX]);

/* The eyes that were left open; the box grows where only a larger one shows
 * them. */
void face_find_eyes(const struct face_models *models, const struct image *grey,
		    struct face *f);

/*
 * The largest alone, as face_find() has it first; its eyes are looked for only
 * where the face is in doubt.  1, or 0 for none.
 */
int face_find_largest(const struct face_models *models,
		      const struct image *grey, struct face *out);

/* The same of upright faces seen at once, for a third of the time of a picture
 * that has none. */
int face_find_sure(const struct face_models *models, const struct image *grey,
		   struct face *out);

#endif
