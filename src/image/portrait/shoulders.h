/* SPDX-License-Identifier: MIT */
/*
 * Whether both shoulders of a portrait can be in the picture, and how level
 * they are, by the tops of a few columns on each side of the face and their
 * medians. The method is our own.  Pure, deterministic.
 *
 *             ( head )
 *               neck
 *    |||  ____/      \____  |||     five columns a side, .72 to .92 face
 *    |||-                 -|||     widths from the middle
 *    lll                   rrr     tilt: atan((right - left) / distance)
 */
#ifndef IMAGE_PORTRAIT_SHOULDERS_H
#define IMAGE_PORTRAIT_SHOULDERS_H

#include "image/pixel/backdrop.h"
#include "image/portrait/head.h"

struct shoulders {
	/*
	 * Room for the shoulders; below 1 they are cut off.  The least of: the
	 * distance from the face's middle to each side of the picture over .6
	 * face widths, and that from chin to lower edge over .35 face widths.
	 */
	double room;
	double tilt;	 /* of the line through them, degrees, clockwise > 0 */
	bool tilt_known; /* false: not seen, or clothes are like the wall */
};

/* person: 1 channel, over 127 where the person is (an alpha). */
void shoulders_of_alpha(const struct image *person, const struct head *head,
			struct shoulders *out);

/* The same; the person is what differs from the wall in rgb (3 channels). */
void shoulders_measure(const struct image *rgb, const struct backdrop *wall,
		       const struct head *head, struct shoulders *out);

#endif
