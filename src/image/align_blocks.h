/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align.h: the aligned faces compared block by block, each
 * allowed to slip a little.
 */
#ifndef IMAGE_ALIGN_BLOCKS_H
#define IMAGE_ALIGN_BLOCKS_H

#include "image/align.h"
#include "image/align_face.h"

/*
 * Fills blocks, blocks_across and blocks_down of out; m as in align_coarse.h.
 * Returns the mean of the better three quarters, 0 with too few blocks.
 */
double align_blocks(const struct align_face *a, const struct align_face *b,
		    const float m[6], struct align_result *out);

#endif
