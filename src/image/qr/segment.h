/* SPDX-License-Identifier: MIT */
/*
 * Corrected data codewords to payload bytes (ISO/IEC 18004, 7.4): a stream of
 * bits, cut into segments each by its own head.  Hanzi mode is GB/T 18284.
 *
 *      | mode 4 | count 8..16 | characters … | mode 4 | … | 0000 | padding
 *
 * Pure.
 */
#ifndef IMAGE_QR_SEGMENT_H
#define IMAGE_QR_SEGMENT_H

#include <stddef.h>
#include <stdint.h>

struct qr_segment_out {
	uint8_t *bytes; /* the caller's room */
	size_t size, cap;
	int eci; /* the first one, -1 none */
};

/* 0, or -1 for an unknown mode, a bad count or bytes out of range. */
int qr_segment_read(const uint8_t *data, size_t n, int version,
		    struct qr_segment_out *out);

#endif
