/* SPDX-License-Identifier: MIT */
/*
 * Parts of a picture that may hold a code of modules too small for the scan
 * (under two pixels): where light and dark change in both directions as fast
 * as pixels can, in a patch about as wide as high.  Such a part is sharpened
 * and enlarged, so that its modules become runs that can be measured; a part
 * costs little where the whole picture enlarged would cost all there is.
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
 * The busy parts, largest first; their count.  least: greys from pixel to
 * pixel that they have at least; 0 for what a blurred photo of a code has.
 */
int code_closeup_find(const struct image *grey, int least, struct qr_work *work,
		      struct image_box parts[CODE_CLOSEUP_PARTS]);

/*
 * The part as a picture of its own, CODE_CLOSEUP_SCALE times as large.
 * Whether there was memory and work left for it.
 */
bool code_closeup_make(const struct image *grey, const struct image_box *part,
		       struct qr_work *work, struct image *out);

#endif
