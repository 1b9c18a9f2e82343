/* SPDX-License-Identifier: MIT */
/*
 * What people do to a photo before they send it again, made anew from any
 * grey portrait: the hard ones of the weak spots.  Everything follows from
 * the seed.
 */
#ifndef SUPPORT_ATTACK_H
#define SUPPORT_ATTACK_H

#include <stdint.h>

#include "image/pixel/image.h"

enum attack {
	ATTACK_JPEG,
	ATTACK_BLUR,
	ATTACK_BAR,	  /* over the eyes or the mouth */
	ATTACK_SEAL,	  /* a ring and strokes across the face */
	ATTACK_WATERMARK, /* slanted strokes, tiled */
	ATTACK_WARP,	  /* waves, and a slimmer jaw */
	ATTACK_SMALL,	  /* shrunk: a face of 100 or 60 pixels */
	ATTACK_PRINT,	  /* printed with dots and scanned askew */
	ATTACK_COMBO,	  /* turned, mirrored, re-cropped, gamma, JPEG */
	ATTACK_WALL,	  /* cut out and put before another wall */
	ATTACK_SMOOTH,	  /* skin smoothed, edges kept */
	ATTACKS
};

const char *attack_name(enum attack kind);

/*
 * level 0 mild, 1 strong.  face is moved along with the picture, then off by
 * some percent as another run of a detector would put it.
 */
void attack_make(enum attack kind, int level, uint32_t seed,
		 const struct image *from, struct image_box *face,
		 struct image *to);

#endif
