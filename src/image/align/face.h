/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: a prepared face.  The square of 1.38 face
 * widths around the face becomes a patch of ALIGN_PATCH pixels, halved twice.
 * Each size is normalised for local contrast (below) in one or more bands of
 * detail, so that lighting, contrast and tint no longer matter.
 *
 *     picture          patch          levels (sigma of the local mean)
 *     +---------+      160 x 160 -+-> ALIGN_MID   3.5   160   outlines, folds
 *     |  .---.  |      +------+   +-> ALIGN_FINE  2     160   pores, lashes
 *     |  |o o|  | ---> | o  o |
 *     |  | _ |  |      |  __  |   80 -+-> ALIGN_HALF   5     80
 *     |  .---.  |      +------+       +-> ALIGN_LOW    4     80
 *     +---------+                     +-> ALIGN_LOWER  4     80, blurred more
 *                                 40 ---> ALIGN_SMALL  4     40
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
	ALIGN_MID,   /* full: for the last steps of the map, and evidence */
	ALIGN_FINE,  /* full: pores, lashes and the picture's own noise */
	ALIGN_LOW,   /* half: what blur, noise and JPEG leave alone */
	ALIGN_LOWER, /* half: ALIGN_LOW as a blurred copy shows it */
	ALIGN_LEVELS
};

#define ALIGN_REACH 1.38			/* patch side, face widths */
#define ALIGN_UNIT  (ALIGN_PATCH / ALIGN_REACH) /* patch pixels a face width */
#define ALIGN_RISE  .52 /* the face's middle, box heights from its top */

/*
 * Half axes, in patch pixels, of two ellipses about the face's middle.  The
 * first holds the face from brows to chin, which is registered and correlated;
 * the second, a little larger, is filled with blocks.  Larger ones would
 * include hair and collar, which move relative to the face; smaller ones have
 * too little detail.
 */
#define ALIGN_FACE_HALF_WIDTH	 (.33 * ALIGN_UNIT)
#define ALIGN_FACE_HALF_HEIGHT	 (.42 * ALIGN_UNIT)
#define ALIGN_BLOCKS_HALF_WIDTH	 (.36 * ALIGN_UNIT)
#define ALIGN_BLOCKS_HALF_HEIGHT (.46 * ALIGN_UNIT)

struct align_face {
	struct plane level[ALIGN_LEVELS]; /* -2.5 to 2.5 local deviations */
	float centre_x, centre_y;	  /* of the face, patch pixels */
	bool has_face;
	double native_width; /* of the face, pixels that have real detail */
	struct resize_region region; /* of the picture that the patch shows */
	uint64_t key; /* a hash of the pixels, to put two faces in order */
	struct align_later *later; /* for align_face_complete() */
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
/*
 * Make the levels ALIGN_FINE, ALIGN_LOW and ALIGN_LOWER, which
 * align_face_init() leaves empty.  Done only once, even if several threads call
 * it.
 */
void align_face_complete(const struct align_face *f);
/* Only ALIGN_HALF, for a search; native_width and key are not set. */
void align_face_init_half(struct align_face *f, const struct image *grey,
			  struct image_box box);
void align_face_release(struct align_face *f);

/*
 * Local contrast normalisation, subtractive, then divisive (Jarrett et al.,
 * ICCV 2009): with G the Gaussian blur,
 *     a = G(pre) x - G(sigma) G(pre) x
 *     to = a / (sqrt(G(1.5 sigma) a²) + 3 grey levels), held within 2.5.
 * Sigmas in pixels of the level.  to is made here; the caller releases it.
 */
void align_face_normalise(const struct plane *from, struct plane *to, float pre,
			  float sigma);

#endif
