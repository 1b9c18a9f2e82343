/* SPDX-License-Identifier: MIT */
/*
 * JPEG files as other programs write them and codec/picture/jpeg.c does not:
 * CMYK, progressive, with a colour profile, several pictures in one file.
 */
#ifndef SUPPORT_ODD_JPEG_H
#define SUPPORT_ODD_JPEG_H

#include <stdbool.h>

#include "base/buf.h"
#include "image/pixel/image.h"

struct odd_jpeg {
	int quality, dpi;
	bool progressive;
	bool cmyk;	 /* the three channels as inks, with black taken out */
	bool plain_inks; /* CMYK without Adobe's marker: 0 is no ink */
	const struct buf *icc; /* NULL = none */
	bool mpo;	       /* the head of a file of several pictures */
};

/* Append one picture of 1 or 3 channels. */
void odd_jpeg_write(const struct image *im, const struct odd_jpeg *how,
		    struct buf *out);

/* Append two pictures in one file, as cameras of two lenses do (CIPA DC-007).
 */
void odd_jpeg_mpo(const struct image *first, const struct image *second,
		  struct buf *out);

#endif
