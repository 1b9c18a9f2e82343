/* SPDX-License-Identifier: MIT */
/*
 * Whether both shoulders of a portrait can be in the picture, and how level
 * they are: the tops of a few columns beside the face, each side's median.
 * Our own.  Pure, deterministic.
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
	 * Least of the face's middle to either side over .6 face widths, and
	 * chin to lower edge over .35: below 1 a shoulder is cut.
	 */
	double room;
	double tilt;	 /* degrees of their line, clockwise > 0 */
	bool tilt_known; /* false: clothes like the wall, or not seen */
};

/* person: 1 channel, over 127 where the person is (an alpha). */
void shoulders_of_alpha(const struct image *person, const struct head *head,
			struct shoulders *out);

/* The same by what differs from the wall in rgb (3 channels). */
void shoulders_measure(const struct image *rgb, const struct backdrop *wall,
		       const struct head *head, struct shoulders *out);

#endif
