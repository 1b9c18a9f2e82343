/* SPDX-License-Identifier: MIT */
/*
 * How well pixels agree with the colours expected of them, light or dark: the
 * correlation of grey with the expected colour (point-biserial; exact when
 * light and dark are equally many), which does not depend on exposure.  Pure,
 * inline.
 */
#ifndef IMAGE_QR_CONTRAST_H
#define IMAGE_QR_CONTRAST_H

#include <math.h>
#include <stdbool.h>

/* Sums of light and of dark points, and of all squares. */
struct qr_contrast {
	double light, dark, squares;
	int lights, darks;
};

static inline void qr_contrast_add(struct qr_contrast *t, double grey,
				   bool dark)
{
	t->squares += grey * grey;
	if (dark) {
		t->dark += grey;
		t->darks++;
	} else {
		t->light += grey;
		t->lights++;
	}
}

/* (mean light - mean dark) / deviation / 2: 1 for two clean tones. */
static inline double qr_contrast_value(const struct qr_contrast *t)
{
	double n = t->lights + t->darks, mean, variance;

	/* a few points outside the picture left out may leave too few */
	if (t->lights < 5 || t->darks < 5)
		return 0;
	mean = (t->light + t->dark) / n;
	variance = t->squares / n - mean * mean;
	/* one grey everywhere: noise would be divided by noise */
	if (variance < 1)
		return 0;
	return (t->light / t->lights - t->dark / t->darks) / sqrt(variance) / 2;
}

#endif
