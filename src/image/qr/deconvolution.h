/* SPDX-License-Identifier: MIT */
/*
 * Modules so small that their neighbours' light spills over them: blind
 * deconvolution by decisions, as a modem's equaliser does it (decision-directed
 * equalisation: Proakis, Digital Communications, 10).  The sample itself tells
 * by least squares how much spills from where, given the modules as decided so
 * far; each is then decided anew with the neighbours' share taken away.
 *
 *      grey(x, y) = sum of  w0 w1 w2   times the marks of the 3 x 3 modules
 *                           w3 w4 w5   round it (-1 light, 1 dark; light
 *                           w6 w7 w8   outside the code)  + w9
 *
 * Right where most modules were right before: the fit is over all of them, a
 * few wrong ones hardly change it.  What is wrong together is settled last, a
 * whole column or row at a time.  Pure.
 */
#ifndef IMAGE_QR_DECONVOLUTION_H
#define IMAGE_QR_DECONVOLUTION_H

#include "image/qr/sample.h"

/* grid holds a first reading and gets the better one, with its sureness. */
void qr_deconvolution_split(const struct qr_sample *sample,
			    struct qr_grid *grid);

#endif
