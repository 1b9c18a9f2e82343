/* SPDX-License-Identifier: MIT */
/*
 * A grid of modules to the bytes it carries, by the standard's reference
 * algorithm (ISO/IEC 18004, 12): format information, mask, codewords, blocks,
 * error correction, segments.  In addition, the codewords with the most
 * doubtful modules may be treated as erasures, of which twice as many can be
 * corrected as errors.
 *
 * Bytes are given as they are in the code: numeric and alphanumeric mode give
 * ASCII, kanji mode Shift_JIS, hanzi mode GB 2312, byte mode whatever was put
 * in; runs say which. Pure; any thread.
 */
#ifndef IMAGE_QR_DECODE_H
#define IMAGE_QR_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "image/qr/segment.h"
#include "image/qr/spec.h"

struct qr_grid {
	int version; /* 1..40; side = 4 * version + 17 */
	uint8_t dark[QR_SPEC_SIDE * QR_SPEC_SIDE]; /* 1 = dark, row by row */
	uint8_t sure[QR_SPEC_SIDE * QR_SPEC_SIDE]; /* 0 = a guess … 255 */
};

enum { QR_DECODE_BYTES = 7092 }; /* 7089 digits at most, and room */

struct qr_decoded {
	uint8_t bytes[QR_DECODE_BYTES];
	size_t size;
	int version;
	enum qr_spec_level level;
	bool mirrored;
	int errors;		     /* codewords corrected */
	struct qr_segment_runs runs; /* charsets of the bytes */
};

/*
 * 0, or -1 when the grid cannot be read such that the code's own checks hold.
 * thorough: also try doubtful codewords as erasures.
 */
int qr_decode_grid(const struct qr_grid *grid, bool thorough,
		   struct qr_decoded *out);

/*
 * The version for 18 bits of version information as read: the nearest of 7..40
 * with at most 3 wrong bits, else 0.
 */
int qr_decode_version(unsigned bits);

#endif
