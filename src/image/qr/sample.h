/* SPDX-License-Identifier: MIT */
/*
 * Reads the modules of a fitted code: grey first, then dark or light by one
 * of several rules, each with how sure it is.  Pure.
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
 * same sharpened; against one threshold for all; against the local mean; and
 * sharpened twice as much.
 */
enum { QR_SAMPLE_RULES = 5 };

void qr_sample_split(const struct qr_sample *sample, int rule,
		     struct qr_grid *out);

#endif
