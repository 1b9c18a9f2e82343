/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: normalised cross-correlation of a small
 * template with any place of a window (Lewis, "Fast normalized
 * cross-correlation", 1995): the window's mean and energy come from integral
 * images of its values and squares, only the product with the template is
 * summed.  All in integers, so that sums are exact in any order and the
 * compiler may use what vectors it finds.  Pure, thread-safe.
 *
 *     window row   | p0 p1 p2 ... p(width-1) | 24 zeroes |   int16, 1.0 = 400
 *     template row | t0 t1 ... t(w-1) 0 ... 0 |              always 24 long
 *
 * A dot product is always over ALIGN_NCC_STRIDE values: the zeroes let a
 * template of any width stand at any place without a shorter last step.
 */
#ifndef IMAGE_ALIGN_NCC_H
#define IMAGE_ALIGN_NCC_H

#include <math.h>
#include <stdint.h>

#include "image/align/warp.h"

enum {
	ALIGN_NCC_ONE = 400,   /* 1.0 of a normalised level; 2.5 is 1000 */
	ALIGN_NCC_STRIDE = 24, /* values in a template row */
	ALIGN_NCC_ROWS = 22,   /* most rows of a template */
};

struct align_ncc {
	int width, height, stride;
	int16_t *pixels; /* each row followed by ALIGN_NCC_STRIDE zeroes */
	int32_t *sums;	 /* integral image, (width + 1) x (height + 1) */
	/* the same for the squares, modulo 2^32: the sum over one template is
	 * below 2^32, so differences are right in spite of overflows */
	uint32_t *squares;
};

/* The mean is subtracted; columns from width on are zero. */
struct align_template {
	int width, height;
	double norm; /* root of the sum of squares */
	int16_t pixels[ALIGN_NCC_ROWS][ALIGN_NCC_STRIDE];
};

/* Room for up to width x height; aborts without memory. */
void align_ncc_init(struct align_ncc *w, int width, int height);
void align_ncc_release(struct align_ncc *w);

/* Set the size; the caller then writes the rows and calls _seal(). */
void align_ncc_resize(struct align_ncc *w, int width, int height);
static inline int16_t *align_ncc_row(const struct align_ncc *w, int y)
{
	return w->pixels + y * w->stride;
}
void align_ncc_seal(struct align_ncc *w);

static inline int16_t align_ncc_value(float v)
{
	return (int16_t)lrintf(v * ALIGN_NCC_ONE);
}

/* A window of a warp's values; the caller releases it. */
void align_ncc_from(struct align_ncc *w, const struct align_warp *warp);

/* For a template with size and pixels set: subtract the mean, set norm. */
void align_ncc_centre(struct align_template *t);

/*
 * The correlations, -1..1, of t with the window at the n places from x, y to
 * x + n - 1, y.  floor is added to the window's energy, in squares of a
 * normalised level.  n is at most ALIGN_NCC_RUN; that many places are always
 * read, which ends within the zeroes because t is at least that wide.
 */
enum { ALIGN_NCC_RUN = 8 };

struct align_ncc_place {
	int x, y, n;
};

void align_ncc_match(const struct align_ncc *w, const struct align_template *t,
		     struct align_ncc_place at, double floor,
		     float *restrict out);

#endif
