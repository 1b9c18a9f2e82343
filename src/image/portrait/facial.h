/* SPDX-License-Identifier: MIT */
/*
 * Eyes, brows, ears and headwear, judged by the landmarks and by the colours at
 * places relative to them.  Lengths are fractions of the distance between the
 * eyes unless said otherwise.  Pure.
 */
#ifndef IMAGE_PORTRAIT_FACIAL_H
#define IMAGE_PORTRAIT_FACIAL_H

#include "image/portrait/skin.h"

struct facial {
	/*
	 * EyesOpen of ISO/IEC 29794-5:2025: the largest distance between the
	 * lids of the eye that is less open, over the distance from eyes to
	 * chin.
	 */
	double lids;
	/* The contrast of the edge of the clearer iris. */
	double iris;
	/* lids_open() of the eye that is more open. */
	double open;
	/*
	 * gaze_aside(), -.5 left .. .5 right.  Looking up or down is not
	 * measured: when the iris moves up by .12 of an eye, the landmarks move
	 * with it, and the remaining difference of .02 is less than the
	 * differences between portraits that look ahead.
	 */
	double gaze;
	/* How much of an eye's surroundings is much darker than skin, for the
	 * eye with less of it. */
	double dark;
	/* The light above the darker brow over that of skin: hair or a hat. */
	double over_brow;
	/* ear_seen() of the ear that is less visible. */
	double ear;
	/*
	 * The share of the area above the forehead whose colour is neither the
	 * face's skin nor that of any hair: blue, green, violet, red or white.
	 * At most .34 on 54 bare heads and .01 on 180 drawn sitters; over .4
	 * for 158 of 168 caps of such colours drawn onto portraits.  Black,
	 * grey and brown caps are only detected by their edges (hat).
	 */
	double headwear;
	double hat; /* hat_worn() */
};

void facial_measure(const struct image *grey, const struct skin *skin,
		    const struct landmarks *points, double yaw,
		    struct facial *out);

#endif
