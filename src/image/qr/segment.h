/* SPDX-License-Identifier: MIT */
/*
 * From corrected data codewords to payload bytes (ISO/IEC 18004, 7.4): a stream
 * of bits made of segments, each with its own header.  Hanzi mode is from GB/T
 * 18284.
 *
 *      | mode 4 | count 8..16 | characters … | mode 4 | … | 0000 | padding
 *
 * Bytes are given as they are in the code.  runs give the charset of each part
 * if the code says it, by an ECI designator (7.4.2) or by a mode that has only
 * one charset.
 *
 *      bytes  4 8 8 5 | 89 a4 96 be | e5 bc a0
 *      run    from 0     from 4        from 8
 *             eci -1     20, kanji     26, as the designator said
 *
 * Pure.
 */
#ifndef IMAGE_QR_SEGMENT_H
#define IMAGE_QR_SEGMENT_H

#include <stddef.h>
#include <stdint.h>

enum {
	QR_SEGMENT_RUNS = 16,
	/* assignments of the modes that have a charset of their own */
	QR_SEGMENT_SHIFT_JIS = 20,
	QR_SEGMENT_GB2312 = 29,
};

/* Bytes from here on, to the next run, are in one charset. */
struct qr_segment_run {
	size_t from;
	int eci; /* assignment number; -1 the code does not say */
};

/* n = 0: there are none, or more than fit. */
struct qr_segment_runs {
	struct qr_segment_run list[QR_SEGMENT_RUNS];
	int n;
};

struct qr_segment_out {
	uint8_t *bytes; /* the caller's room */
	size_t size, cap;
	struct qr_segment_runs runs;
};

/* 0, or -1 for an unknown mode, a bad count or bytes out of range. */
int qr_segment_read(const uint8_t *data, size_t n, int version,
		    struct qr_segment_out *out);

#endif
