/* SPDX-License-Identifier: MIT */
/*
 * The local frame of a finder: its centre, and the steps from there by one
 * module to the right and one module down.  Three frames are all that is known
 * of a code before its version is.  Pure; costs are counted in qr_work.
 *
 *      at ●──→ right        an affine map of the finder's 9 x 9 modules,
 *         │                 separator and all: sheared, not bent
 *         ↓ down
 */
#ifndef IMAGE_QR_FRAME_H
#define IMAGE_QR_FRAME_H

#include "image/qr/finder.h"
#include "image/qr/homography.h"
#include "image/qr/work.h"

struct qr_frame {
	struct qr_point at, right, down; /* pixels */
	double contrast;		 /* of the pattern in it, 1 perfect */
};

static inline struct qr_point qr_frame_map(const struct qr_frame *f, double u,
					   double v)
{
	return (struct qr_point){f->at.x + u * f->right.x + v * f->down.x,
				 f->at.y + u * f->right.y + v * f->down.y};
}

/*
 * How much three spots (corner, right, down) look like finders of one code,
 * each in the frame that the other two give it: the least of their contrasts.
 */
double qr_frame_plausible(const struct qr_pixels *px,
			  const struct qr_finder finder[3]);

/*
 * Contrast of the two timing patterns between three spots, for the version that
 * fits best.  It is low when the spots are finders of different codes that
 * happen to stand at a right angle.
 */
double qr_frame_timing(const struct qr_pixels *px,
		       const struct qr_finder finder[3]);

/*
 * The three frames, each with the most contrast.  They are found by compass
 * search: a step along one coordinate at a time, which is kept if it helps and
 * halved when no step does (Kolda, Lewis and Torczon, Optimization by Direct
 * Search, 2003).  No gradient is used, because contrast is not smooth.
 */
void qr_frame_measure(const struct qr_pixels *px,
		      const struct qr_finder finder[3], struct qr_work *work,
		      struct qr_frame out[3]);

/* Modules between the centres of two finders, by their own frames. */
double qr_frame_modules(const struct qr_frame *a, const struct qr_frame *b,
			bool down);

#endif
