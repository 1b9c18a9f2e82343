/* SPDX-License-Identifier: MIT */
/*
 * Mapping module coordinates to pixels by a homography, and reading grey there.
 * Four corners determine it in closed form (Heckbert's square to quadrilateral,
 * Fundamentals of Texture Mapping and Image Warping, 1989, 2.2.3).  Module (i,
 * j) spans i..i+1; pixel p spans p..p+1.  Pure.
 *
 *      x = (xu u + xv v + x1) / (wu u + wv v + w1)      y likewise
 *
 *      corner 0 ●──────● 1        the centres of the three finders, and of
 *               │ code │          where a fourth would be
 *             2 ●──────○ 3
 */
#ifndef IMAGE_QR_HOMOGRAPHY_H
#define IMAGE_QR_HOMOGRAPHY_H

#include <stdbool.h>

#include "image/pixel/image.h"

struct qr_point {
	double x, y;
};

struct qr_homography {
	double xu, xv, x1, yu, yv, y1, wu, wv, w1;
};

/* The pixels to read; inverted: as a negative. */
struct qr_pixels {
	const struct image *grey;
	bool inverted;
};

/*
 * The homography that takes (3.5, 3.5), (side-3.5, 3.5), (3.5, side-3.5) and
 * (side-3.5, side-3.5) to the four corners, in this order.
 */
struct qr_homography qr_homography_from(const struct qr_point corner[4],
					int side);

static inline struct qr_point qr_homography_map(const struct qr_homography *w,
						double u, double v)
{
	double scale = 1 / (w->wu * u + w->wv * v + w->w1);

	return (struct qr_point){(w->xu * u + w->xv * v + w->x1) * scale,
				 (w->yu * u + w->yv * v + w->y1) * scale};
}

/* Bilinear, edges repeated, 0..255; far points and NaN are safe. */
float qr_homography_sample(const struct qr_pixels *px, struct qr_point at);

#endif
