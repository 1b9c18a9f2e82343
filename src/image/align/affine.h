/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: an affine map made better by Gauss-Newton
 * steps over an ellipse of the face, with weights that let covered parts go.
 */
#ifndef IMAGE_ALIGN_AFFINE_H
#define IMAGE_ALIGN_AFFINE_H

#include "image/align/face.h"

/*
 * Up to rounds steps on a level; m as in align_coarse.h, left at the best
 * seen.  Returns the correlation over the ellipse, -2 when the map leaves b.
 */
float align_affine(const struct align_face *a, const struct align_face *b,
		   int level, float m[6], int rounds);

#endif
