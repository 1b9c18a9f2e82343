/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align.h: the aligned faces compared block by block, each
 * allowed to slip a little.
 */
#ifndef IMAGE_ALIGN_BLOCKS_H
#define IMAGE_ALIGN_BLOCKS_H

#include "image/align.h"
#include "image/align_warp.h"

/*
 * Fills blocks, blocks_across and blocks_down of out; view is of level 2.
 * Returns the mean of the better three quarters, 0 with too few blocks.
 */
double align_blocks(const struct align_face *a, const struct align_face *b,
		    struct align_view view, struct align_result *out);

#endif
