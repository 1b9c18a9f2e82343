/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: how alike two registered faces are in one band
 * of detail: Pearson's correlation over an ellipse, and pooled over those
 * blocks of it that agree best.
 *
 *        . b b b b .       blocks of ALIGN_CORRELATION_SIDE pixels whose middle
 *        b b B B b b       lies in the ellipse; beginning with the best match,
 *        b b B B b b       they are pooled until they hold the given share (B)
 *        b b b B b b
 *        . b b b b .
 *
 * Pure, thread-safe.
 */
#ifndef IMAGE_ALIGN_CORRELATION_H
#define IMAGE_ALIGN_CORRELATION_H

#include "image/align/align.h"
#include "image/align/warp.h"

enum { ALIGN_CORRELATION_SIDE = 10 }; /* of a block, full-size level pixels */

struct align_correlation {
	double whole; /* over an ellipse of .66 x .84 face widths */
	double part;  /* pooled over the blocks that agree best */
};

/*
 * How much is pooled: at least this share of the detail and this share of the
 * area, both 0..1.  The second keeps a single strong structure, such as the
 * frame of glasses, from deciding alone.
 */
struct align_share {
	double detail, area;
};

void align_correlation(const struct align_face *a, const struct align_face *b,
		       struct align_view view, struct align_share share,
		       struct align_correlation *out);

/*
 * align_correlation.whole alone, between level_a of a and view.level of b,
 * which may be another band of the same size.
 */
double align_correlation_whole(const struct align_face *a, int level_a,
			       const struct align_face *b,
			       struct align_view view);

/* Correlation of every block, for people: blocks, blocks_across and _down. */
void align_correlation_map(const struct align_face *a,
			   const struct align_face *b, struct align_view view,
			   struct align_result *out);

/* The top left corner of that block map, in patch pixels of a. */
void align_correlation_corner(const struct align_face *a, int *left, int *top);

#endif
