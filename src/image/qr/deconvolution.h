/* SPDX-License-Identifier: MIT */
/*
 * For modules so small that light spills over from their neighbours: blind
 * deconvolution by decisions, like the equaliser of a modem (decision-directed
 * equalisation: Proakis, Digital Communications, 10).  From the modules as
 * decided so far, least squares finds how much light spills from which side;
 * then every module is decided again without its neighbours' share.
 *
 *      grey(x, y) = sum of  w0 w1 w2   times the marks of the 3 x 3 modules
 *                           w3 w4 w5   round it (-1 light, 1 dark; light
 *                           w6 w7 w8   outside the code)  + w9
 *
 * This works when most modules were right before: the fit is over all modules,
 * so a few wrong ones hardly change it.  Modules that are wrong together are
 * corrected at the end, a whole column or row at a time.  Pure.
 */
#ifndef IMAGE_QR_DECONVOLUTION_H
#define IMAGE_QR_DECONVOLUTION_H

#include "image/qr/sample.h"

/* grid has a first reading, which is replaced by a better one. */
void qr_deconvolution_split(const struct qr_sample *sample,
			    struct qr_grid *grid);

#endif
