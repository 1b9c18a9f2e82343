/* SPDX-License-Identifier: MIT */
/*
 * Modules so small that their neighbours' light spills over them: learns from
 * the sample itself how much (3 x 3 weights, least squares) and decides each
 * module with the neighbours' share taken away, a few times over.  Pure.
 */
#ifndef IMAGE_QR_DECONVOLUTION_H
#define IMAGE_QR_DECONVOLUTION_H

#include "image/qr/sample.h"

/* grid holds a first reading and gets the better one, with its sureness. */
void qr_deconvolution_split(const struct qr_sample *sample,
			    struct qr_grid *grid);

#endif
