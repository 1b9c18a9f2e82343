/* SPDX-License-Identifier: MIT */
/*
 * Reed-Solomon over GF(256) as QR codes use it (polynomial 0x11d, roots
 * 2^0 … 2^(ec-1)), with erasures.  Pure; any thread.
 */
#ifndef IMAGE_QR_RS_H
#define IMAGE_QR_RS_H

#include <stdint.h>

/*
 * Correct word[n] (n <= 255, the last ec <= 30 are the check) in place, given
 * places that are known to be doubtful.  What is corrected obeys
 * 2 * errors + erasures <= ec - reserve.  The number of places changed or
 * erased, or -1 with word as it was.
 */
struct qr_rs {
	int n, ec, reserve;
	const int *erasures;
	int erasure_count;
};

int qr_rs_correct(uint8_t *word, const struct qr_rs *how);

#endif
