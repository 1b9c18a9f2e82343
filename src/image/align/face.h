/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: a prepared face.  The square of 1.38 face
 * widths around the face becomes a patch of ALIGN_PATCH pixels and two halvings
 * of it, normalised locally in several bands of detail, so that light, contrast
 * and tint drop out.
 *
 * Coordinates are continuous: pixel i of a level covers i .. i + 1, so one
 * point has the same relative place at every level.
 */
#ifndef IMAGE_ALIGN_FACE_H
#define IMAGE_ALIGN_FACE_H

#include <stdbool.h>
#include <stdint.h>

#include "image/pixel/image.h"
#include "image/pixel/plane.h"
#include "image/pixel/resize.h"

enum { ALIGN_PATCH = 160 }; /* pixels of the full patch */

enum align_level {
	ALIGN_SMALL, /* a quarter of the patch: for the first guess */
	ALIGN_HALF,  /* half: for the affine map */
	ALIGN_MID,   /* full: for the last touch, and a witness */
	ALIGN_FINE,  /* full: pores, lashes and the picture's own noise */
	ALIGN_LOW,   /* half: what blur, noise and JPEG leave alone */
	ALIGN_LOWER, /* half: ALIGN_LOW as a blurred copy shows it */
	ALIGN_LEVELS
};

#define ALIGN_REACH 1.38			/* patch side, face widths */
#define ALIGN_UNIT  (ALIGN_PATCH / ALIGN_REACH) /* patch pixels a face width */

struct align_face {
	struct plane level[ALIGN_LEVELS]; /* -2.5..2.5 */
	float centre_x, centre_y;	  /* of the face, patch pixels */
	bool has_face;
	double native_width; /* of the face, as far as detail bears it out */
	struct resize_region region; /* of the picture that the patch shows */
	uint64_t key; /* of the pixels; which of two faces goes first */
};

/* Pixels of a level for one of the patch: 1, .5 or .25. */
double align_face_scale(int level);

/*
 * Whether b goes before a: a found face before a whole picture, whose middle
 * is a guess; else by key.
 */
static inline bool align_face_swapped(const struct align_face *a,
				      const struct align_face *b)
{
	if (a->has_face != b->has_face)
		return b->has_face;
	return a->key > b->key;
}

/* Fill an align_face that is all zero. */
void align_face_init(struct align_face *f, const struct image *grey,
		     struct image_box box);
void align_face_release(struct align_face *f);

/*
 * Local normalisation: a = blur(x, pre) less its blur by sigma, divided by
 * the local deviation (1.5 sigma) + 3, held within 2.5 either way.
 */
void align_face_normalise(const struct plane *from, struct plane *to, float pre,
			  float sigma);

#endif
