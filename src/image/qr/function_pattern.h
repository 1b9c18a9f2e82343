/* SPDX-License-Identifier: MIT */
/*
 * The modules of a version whose colour is known beforehand (ISO/IEC 18004,
 * 6.3): finders with separators, timing, alignment.  What a pose is scored by.
 *
 *      | alignment and timing | finders … |     points u, v, dark
 *        inner                  count
 *
 * The inner ones come first because a coarse fit samples them alone: finders
 * are where any pose that was made from them fits already.  Pure.
 */
#ifndef IMAGE_QR_FUNCTION_PATTERN_H
#define IMAGE_QR_FUNCTION_PATTERN_H

#include <stdint.h>

enum { QR_FUNCTION_PATTERN_POINTS = 1800 };

struct qr_function_pattern {
	int version, side;
	int count; /* points in all */
	int inner; /* the first so many are timing and alignment */
	float u[QR_FUNCTION_PATTERN_POINTS],
		v[QR_FUNCTION_PATTERN_POINTS]; /* centres, modules */
	int8_t dark[QR_FUNCTION_PATTERN_POINTS];
};

void qr_function_pattern_init(struct qr_function_pattern *model, int version);

#endif
