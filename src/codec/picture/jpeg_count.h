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

/* How often each value of the low frequencies of the brightness comes. */
enum {
	JPEG_COUNTS_BANDS = 15, /* in zigzag order; [0], the mean, is empty */
	JPEG_COUNTS_MOST = 60,	/* larger values are left out */
	JPEG_COUNTS_PIXELS = 4 << 20,
};
struct jpeg_counts {
	int step[JPEG_COUNTS_BANDS]; /* of the quantisation */
	long n[JPEG_COUNTS_BANDS][2 * JPEG_COUNTS_MOST + 1]; /* from -MOST */
};

/*
 * Of at most the first 128 KB (all of a progressive file).  ERROR_LIMIT above
 * JPEG_COUNTS_PIXELS.
 */
int jpeg_count(const void *bytes, size_t n, struct jpeg_counts *out,
	       struct error *err);

/*
 * The same while the pixels are decoded, for nothing but the counting: called
 * between jpeg_start_decompress() and the first row.  step[1] stays 0 where it
 * cannot be: above JPEG_COUNTS_PIXELS, at 1/8, or of several scans.
 */
void jpeg_count_along(struct jpeg_decompress_struct *cinfo,
		      struct jpeg_counts *out);

#endif
