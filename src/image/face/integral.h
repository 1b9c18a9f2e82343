/* SPDX-License-Identifier: MIT */
/*
 * Summed-area tables of a grey image: upright, squared and tilted by 45
 * degrees (Lienhart and Maydt 2002).  All modulo 2^32, which differences over
 * a window of up to 64 x 64 do not notice.  One owner; pure.
 */
#ifndef IMAGE_FACE_INTEGRAL_H
#define IMAGE_FACE_INTEGRAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "image/pixel/image.h"

/*
 * (width + 1) x (height + 1) entries each, rows of pitch entries.  tilted
 * lies behind sum in one block, so that one offset reaches either.
 */
struct face_integral {
	int width, height, pitch;
	uint32_t *sum, *square, *tilted; /* tilted NULL when not asked for */
	int phases;
	size_t room;
};

/*
 * Tables of grey (1 channel); memory of an earlier use is used again.  Behind
 * the last entry FACE_INTEGRAL_SLACK more may be read.
 */
enum { FACE_INTEGRAL_SLACK = 16 };
void face_integral_fill(struct face_integral *t, const struct image *grey,
			bool tilted);

/*
 * A copy of t whose columns are dealt into phases, so that every phases-th
 * window lies side by side: column x is at face_integral_column().
 */
void face_integral_deal(const struct face_integral *t, int phases,
			struct face_integral *to);

static inline int face_integral_column(const struct face_integral *t, int x)
{
	if (t->phases == 1)
		return x;
	return x / t->phases +
	       x % t->phases * ((t->pitch + t->phases - 1) / t->phases);
}

void face_integral_release(struct face_integral *t);

#endif
