/* SPDX-License-Identifier: MIT */
/*
 * Reed-Solomon over GF(256) as QR codes use it (ISO/IEC 18004, 7.5: polynomial
 * 0x11d, roots 2^0 … 2^(ec-1)), with erasures.  Annex B gives the steps; here
 * the error locator comes from Berlekamp and Massey (Massey, Shift-
 * Register Synthesis and BCH Decoding, 1969) started from the erasures' locator
 * (Blahut, Theory and Practice of Error Control Codes, 1983), its roots by
 * trial, the values from Forney (On Decoding BCH Codes, 1965).
 *
 *      word  | data codewords ……………………… | ec codewords |
 *      place   0                                    n - 1
 *      power of x at place i: n - 1 - i
 *
 * Pure; any thread.
 */
#ifndef IMAGE_QR_RS_H
#define IMAGE_QR_RS_H

#include <stdint.h>

/*
 * Correct word[n] in place; n <= 255, the last ec <= 30 are check codewords.
 * erasures are places that are known to be doubtful.  Corrects as long as
 * 2 * errors + erasures <= ec - reserve.  Returns the number of places changed
 * or erased, or -1 with word unchanged.
 */
struct qr_rs {
	int n, ec, reserve;
	const int *erasures;
	int erasure_count;
};

int qr_rs_correct(uint8_t *word, const struct qr_rs *how);

#endif
