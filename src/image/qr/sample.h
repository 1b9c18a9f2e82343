/* SPDX-License-Identifier: MIT */
/*
 * Reading the modules of a fitted code: first their grey, then dark or light by
 * one of several rules, and how sure that is.  The rules work on modules, not
 * on pixels, so a neighbourhood has the same number of modules in every
 * picture. Pure.
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
 * The rules, most useful first; a module is compared with:
 */
enum qr_sample_rule {
	QR_SAMPLE_MIDDLE,   /* the middle of its neighbourhood's range */
	QR_SAMPLE_SHARP,    /* the same, after sharpening */
	QR_SAMPLE_GLOBAL,   /* one threshold for all (Otsu's) */
	QR_SAMPLE_MEAN,	    /* the mean of its neighbourhood */
	QR_SAMPLE_SHARPEST, /* as SHARP, sharpened twice as much */
	QR_SAMPLE_RULES
};

void qr_sample_split(const struct qr_sample *sample, enum qr_sample_rule rule,
		     struct qr_grid *out);

#endif
