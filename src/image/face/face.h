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
	double x, y, width, height; /* as the alt2 cascade frames it, pixels */
	int votes; /* windows behind it; fewer than FACE_SURE_VOTES: unsure */
	bool at_once; /* by the first passes, for upright faces in good light */
	bool has_eyes;
	bool eyes_open; /* has_eyes is not known yet; see face_find_eyes() */
	double left_eye_x, left_eye_y; /* pupil centres; left = smaller x */
	double right_eye_x, right_eye_y;
};

enum { FACE_MAX = 16, FACE_SURE_VOTES = 15 };

/*
 * Find faces in a grey image, largest first, at most FACE_MAX.  Several passes
 * are tried in turn, and the first that finds any face is the last; to find all
 * faces, use face_others_find().  Boxes are in the image's own pixels.  Returns
 * the count.  *work is the image as it was searched, with a long side of at
 * most 640; the caller releases it.  The eyes of a face that is alone and sure
 * are left open, because landmarks will tell where to look for them.
 */
int face_find(const struct face_models *models, const struct image *grey,
	      struct image *work, struct face faces[FACE_MAX]);

/*
 * Find the eyes that were left open.  The box is enlarged when they are only
 * found in a larger one.
 */
void face_find_eyes(const struct face_models *models, const struct image *grey,
		    struct face *f);

/*
 * Find only the largest face, the first that face_find() would give; its eyes
 * are searched only when the face is in doubt.  1, or 0 when there is none.
 */
int face_find_largest(const struct face_models *models,
		      const struct image *grey, struct face *out);

/*
 * The same with only the first pass, for upright faces: on a picture without a
 * face it takes a third of the time.
 */
int face_find_sure(const struct face_models *models, const struct image *grey,
		   struct face *out);

#endif
