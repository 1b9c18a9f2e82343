/* SPDX-License-Identifier: MIT */
/*
 * The modules whose colour is fixed for a version (ISO/IEC 18004, 6.3): finders
 * with separators, timing, alignment.  Poses are scored by them.
 *
 *      | alignment and timing | finders … |     points u, v, dark
 *        inner                  count
 *
 * The inner ones come first because a coarse fit only samples these: a pose
 * that was made from the finders fits the finders anyway.  Pure.
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
