/* SPDX-License-Identifier: MIT */
/*
 * Summed-area tables of a grey image (Crow 1984): upright, squared and tilted
 * by 45 degrees (Lienhart and Maydt 2002).  All modulo 2^32, which differences
 * over a window of up to 64 x 64 do not notice.  One owner; pure.
 */
#ifndef IMAGE_FACE_INTEGRAL_H
#define IMAGE_FACE_INTEGRAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "image/pixel/image.h"

/*
 * (width + 1) x (height + 1) entries each, in rows of pitch entries, all in one
 * block so that one offset from sum reaches any of them:
 *
 *   sum  |  tilted  |  square  |  slack
 *
 * Columns of a row lie by their phase.  Windows that are tried side by side,
 * every second or fourth, then load from neighbouring places:
 *
 *   phases 1   0 1 2 3 4 5 6 7
 *   phases 2   0 2 4 6 | 1 3 5 7
 *   phases 4   0 4 | 1 5 | 2 6 | 3 7
 */
struct face_integral {
	int width, height;		 /* of what was filled in last */
	int pitch, rows;		 /* of the largest there is room for */
	uint32_t *sum, *square, *tilted; /* tilted NULL when not asked for */
	int phases;			 /* 1 plain; else deinterleaved so */
	uint32_t *line; /* rows in plain order, while they are summed */
};

/* The largest picture to make room for, and the order of its columns. */
struct face_integral_room {
	int width, height, phases;
	bool tilted;
};

/*
 * Make room for any picture up to that size.  Where an entry lies only depends
 * on the room, so offsets are the same for all pictures.  FACE_INTEGRAL_SLACK
 * entries after the last one may be read.
 */
enum { FACE_INTEGRAL_SLACK = 16 };
void face_integral_init(struct face_integral *t,
			const struct face_integral_room *room);

/* The tables of grey (1 channel, no larger than the room). */
void face_integral_fill(struct face_integral *t, const struct image *grey);

static inline int face_integral_column(const struct face_integral *t, int x)
{
	if (t->phases == 1)
		return x;
	return x / t->phases + x % t->phases * (t->pitch / t->phases);
}

void face_integral_release(struct face_integral *t);

#endif
