/* SPDX-License-Identifier: MIT */
/*
 * Parts of a picture that may hold a code whose modules are too small for the
 * scan (under two pixels): patches about as wide as high, in which light and
 * dark alternate from pixel to pixel in both directions.  Such a part is
 * sharpened and enlarged, so that its modules become runs that can be measured.
 * To enlarge the whole picture would use up all of the work.
 *
 *      ┌──────────────┐  tiles of 8 x 8 pixels, busy (#) or not
 *      │ · · · · · ·  │
 *      │ · # # # · ·  │  joined: 3 x 3 tiles, a part
 *      │ · # # # · ·  │
 *      │ · # # # · ·  │  a line of text is busy too, but long and flat
 *      │ · · · · · ·  │
 *      └──────────────┘
 *
 * Pure but for memory; thread-safe; costs are counted in qr_work.
 */
#ifndef CODE_CODE_CLOSEUP_H
#define CODE_CODE_CLOSEUP_H

#include <stdbool.h>

#include "image/pixel/image.h"
#include "image/qr/work.h"

enum {
	CODE_CLOSEUP_PARTS = 6,
	CODE_CLOSEUP_SCALE = 3,
};

/*
 * Find the busy parts, largest first; returns their count.  least: the least
 * difference of greys from pixel to pixel; 0 = that of a blurred photo of a
 * code.
 */
int code_closeup_find(const struct image *grey, int least, struct qr_work *work,
		      struct image_box parts[CODE_CLOSEUP_PARTS]);

/*
 * Make the part a picture of its own, CODE_CLOSEUP_SCALE times as large.  False
 * when there is not enough memory or work left.
 */
bool code_closeup_make(const struct image *grey, const struct image_box *part,
		       struct qr_work *work, struct image *out);

#endif
