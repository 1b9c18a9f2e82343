/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: the first guess of the map.  The middle of
 * face a (20 x 22 pixels of the smallest level) is searched in face b by
 * normalised cross-correlation (image/align/ncc.h), for several sizes, three
 * rotations and the mirror image.  image/align/affine.h then makes the guess
 * exact on the larger levels.
 */
#ifndef IMAGE_ALIGN_COARSE_H
#define IMAGE_ALIGN_COARSE_H

#include "image/align/face.h"

/* So many guesses are tried further: the right one need not be the best. */
enum { ALIGN_COARSE_KEEP = 6 };

/*
 * m is the map as all of image/align writes it: from x, y in patch pixels about
 * the centre of a to patch pixels of b,
 *     x' = m[0] x + m[1] y + m[2],  y' = m[3] x + m[4] y + m[5].
 */
struct align_guess {
	float score; /* correlation; below -1 = none */
	float m[6];
};

/* The best guesses that differ in place, best first. */
void align_coarse(const struct align_face *a, const struct align_face *b,
		  struct align_guess guesses[ALIGN_COARSE_KEEP]);

#endif
