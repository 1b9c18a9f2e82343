/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align.h: how alike two aligned faces are in one band of
 * detail, as a whole and in the parts that agree best.
 */
#ifndef IMAGE_ALIGN_BAND_H
#define IMAGE_ALIGN_BAND_H

#include "image/align.h"
#include "image/align_warp.h"

enum { ALIGN_BAND_SIDE = 10 }; /* of a block, full-size level pixels */

struct align_band {
	double whole; /* correlation over an ellipse of .66 x .84 face widths */
	double part;  /* pooled over the blocks that agree best */
};

/*
 * What agrees best, until it holds this share of the detail and this share of
 * the area, both 0..1.  The second keeps one strong thing, the frame of
 * glasses, from speaking alone.
 */
struct align_share {
	double detail, area;
};

void align_band(const struct align_face *a, const struct align_face *b,
		struct align_view view, struct align_share share,
		struct align_band *out);

/*
 * align_band.whole alone, between level_a of a and view.level of b, which may
 * be another band of the same size.
 */
double align_band_whole(const struct align_face *a, int level_a,
			const struct align_face *b, struct align_view view);

/* Correlation of every block, for people: blocks, blocks_across and _down. */
void align_band_map(const struct align_face *a, const struct align_face *b,
		    struct align_view view, struct align_result *out);

/* The patch pixel of a where that map begins. */
void align_band_corner(const struct align_face *a, int *left, int *top);

#endif
