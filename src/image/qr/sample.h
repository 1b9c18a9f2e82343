/* SPDX-License-Identifier: MIT */
/*
 * Reads the modules of a fitted code: grey first, then dark or light by one
 * of several rules, each with how sure it is.  Thresholds work on modules, not
 * on pixels: their neighbourhoods hold as many modules in every picture.
 * Pure.
 */
#ifndef IMAGE_QR_SAMPLE_H
#define IMAGE_QR_SAMPLE_H

#include "image/qr/decode.h"
#include "image/qr/fit.h"

/* Grey of each module, row by row. */
struct qr_sample {
	int version, side;
	float grey[QR_SPEC_SIDE * QR_SPEC_SIDE];
};

/* Where the centre of each module lies, in pixels, row by row. */
struct qr_mesh {
	int version, side;
	float x[QR_SPEC_SIDE * QR_SPEC_SIDE], y[QR_SPEC_SIDE * QR_SPEC_SIDE];
};

/* The mesh of a plane code. */
void qr_sample_mesh(const struct qr_pose *pose, struct qr_mesh *out);

/* Mean of five points in each module. */
void qr_sample_read(const struct qr_pixels *px, const struct qr_mesh *mesh,
		    struct qr_sample *out);

/*
 * The rules, most useful first: against the middle of the neighbourhood; the
 * same sharpened; against one threshold for all (Otsu's); against the local
 * mean; and sharpened twice as much.
 */
enum qr_sample_rule {
	QR_SAMPLE_MIDDLE,
	QR_SAMPLE_SHARP,
	QR_SAMPLE_GLOBAL,
	QR_SAMPLE_MEAN,
	QR_SAMPLE_SHARPEST,
	QR_SAMPLE_RULES
};

void qr_sample_split(const struct qr_sample *sample, enum qr_sample_rule rule,
		     struct qr_grid *out);

#endif
