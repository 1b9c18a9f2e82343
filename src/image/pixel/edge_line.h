/* SPDX-License-Identifier: MIT */
/*
 * A line along a side of a picture, left over from a frame or a white margin by
 * a scan, a screenshot or a collage.  Along the wall it is hardly visible, but
 * where clothes reach the side it would remain beside them in a made photo. The
 * method is our own.  Pure, deterministic.
 *
 *   l w w w w w w w     l  line: one colour from end to end, or almost
 *   l w w w w w w w        everywhere different from what is beside it
 *   l s s s s s s s     w  wall
 *   l s s s s s s s     s  sleeve: its colour shows that there is a line
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
 * The width of the line along that side in pixels, including the pixel that
 * mixes line and picture; 0 when there is none, or it is wider than a hundredth
 * of the picture.  rgb: 3 channels.
 */
int edge_line_width(const struct image *rgb, enum edge_line_side side);

/* Paint the lines of all sides over with the colours beside them. */
void edge_line_remove(struct image *rgb);

#endif
