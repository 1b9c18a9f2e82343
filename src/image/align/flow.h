/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align/align.h: the displacements that remain after the affine
 * map, because the face was made slimmer or the paper was not flat.
 *
 * Method: block matching.  The block of a around each point of a grid is
 * searched near its place in the warped b by normalised cross-correlation
 * (image/align/ncc.h), with subpixel accuracy by a parabola through the peak.
 * Its confidence is the height of the peak above what chance would give.  The
 * field is smoothed by normalised convolution of displacement and confidence
 * (Knutsson and Westin, CVPR 1993), so that blocks of bare skin or under a bar
 * take their neighbours' displacement.  Two rounds, the second through the
 * first's field.  Pure, thread-safe.
 */
#ifndef IMAGE_ALIGN_FLOW_H
#define IMAGE_ALIGN_FLOW_H

#include "image/align/warp.h"

/* Find the field for a map; m as in image/align/coarse.h. */
void align_flow_find(struct align_flow *flow, const struct align_face *a,
		     const struct align_face *b, const float m[6]);

#endif
