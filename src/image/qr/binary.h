/* SPDX-License-Identifier: MIT */
/*
 * Grey pixels to dark (1) and light (0), ready for finding codes.  Pure.
 *
 * Local: the mean of a window (Bradley and Roth, Adaptive Thresholding using
 * the Integral Image, 2007; here with running column sums instead of the
 * integral image, and a bias in greys instead of a percentage).  Global: Otsu,
 * A Threshold Selection Method from Gray-Level Histograms, 1979.
 */
#ifndef IMAGE_QR_BINARY_H
#define IMAGE_QR_BINARY_H

#include "image/pixel/image.h"

/*
 * Dark where a pixel is more than bias below the mean of the square of
 * 2 * radius + 1 pixels around it (cut at the edges).
 */
int qr_binary_local(const struct image *grey, int radius, int bias,
		    struct image *out, struct error *err);

/* Dark at or below the threshold that divides the histogram best (Otsu). */
int qr_binary_global(const struct image *grey, struct image *out,
		     struct error *err);

/* Otsu's threshold of a histogram of 256 counts. */
int qr_binary_threshold(const long histogram[256]);

#endif
