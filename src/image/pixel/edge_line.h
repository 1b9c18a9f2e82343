/* SPDX-License-Identifier: MIT */
/*
 * A line along a side of a picture: the rest of a frame or of a white margin
 * that a scan, a screenshot or a collage left.  On the wall nobody sees it;
 * where clothes reach the side it would stand beside them in a made photo.
 * Our own.  Pure, deterministic.
 *
 *   l w w w w w w w     l  of one colour from end to end, or nearly nowhere
 *                          that of what is beside it
 *   l w w w w w w w     w  wall
 *   l s s s s s s s     s  sleeve: unlike the line, so it is one
 *   l s s s s s s s
 */
#ifndef IMAGE_PIXEL_EDGE_LINE_H
#define IMAGE_PIXEL_EDGE_LINE_H

#include "image/pixel/image.h"

enum edge_line_side {
	EDGE_LINE_LEFT,
	EDGE_LINE_RIGHT,
	EDGE_LINE_TOP,
	EDGE_LINE_BOTTOM,
	EDGE_LINE_SIDES
};

/*
 * Pixels the line along that side is wide, with the one that shows both; 0
 * when there is none of up to a hundredth of the picture.  rgb: 3 channels.
 */
int edge_line_width(const struct image *rgb, enum edge_line_side side);

/* Give the lines of all sides the colours of what lies beside them. */
void edge_line_remove(struct image *rgb);

#endif
