/* SPDX-License-Identifier: MIT */
/*
 * A JPEG's quantised DCT coefficients (ITU-T T.81, A.3), counted without
 * decoding to pixels.  Thread-safe.
 */
#ifndef CODEC_PICTURE_JPEG_COUNT_H
#define CODEC_PICTURE_JPEG_COUNT_H

#include <stddef.h>

#include "base/error.h"

struct jpeg_decompress_struct; /* libjpeg's */

/* How often each value of the low luma frequencies occurs. */
enum {
	JPEG_COUNTS_BANDS = 15, /* in zigzag order; [0], the mean, is unused */
	JPEG_COUNTS_MOST = 60,	/* larger values are not counted */
	JPEG_COUNTS_PIXELS = 4 << 20, /* of the largest picture counted */
};
struct jpeg_counts {
	int step[JPEG_COUNTS_BANDS]; /* quantisation steps */
	/* n[band][JPEG_COUNTS_MOST + value] */
	long n[JPEG_COUNTS_BANDS][2 * JPEG_COUNTS_MOST + 1];
};

/*
 * Count the coefficients in the first 128 KB (in all of a progressive file).
 * ERROR_LIMIT above JPEG_COUNTS_PIXELS.
 */
int jpeg_count(const void *bytes, size_t n, struct jpeg_counts *out,
	       struct error *err);

/*
 * Count them while the pixels are being decoded, which costs little more: to be
 * called between jpeg_start_decompress() and the first row.  step[1] stays 0
 * when that is not possible: above JPEG_COUNTS_PIXELS, at scale 1/8, or with
 * several scans.
 */
void jpeg_count_along(struct jpeg_decompress_struct *cinfo,
		      struct jpeg_counts *out);

#endif
