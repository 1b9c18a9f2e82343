/* SPDX-License-Identifier: MIT */
/*
 * The k-th smallest of n numbers (k from 0; n / 2 is the median), by Hoare's
 * FIND (Algorithm 65, CACM 4, 1961), which takes linear time on average.
 * Changes the order of v; n > k.  Pure.
 */
#ifndef IMAGE_PIXEL_RANK_H
#define IMAGE_PIXEL_RANK_H

#include <stddef.h>

float rank_float(float *v, size_t n, size_t k);
double rank_double(double *v, size_t n, size_t k);

#endif
