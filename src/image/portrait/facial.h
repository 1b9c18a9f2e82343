/* SPDX-License-Identifier: MIT */
/*
 * Eyes, brows, ears and headwear by the landmarks and by colours at places they
 * give. Lengths are parts of the distance of the eyes unless said otherwise.
 * Pure.
 */
#ifndef IMAGE_PORTRAIT_FACIAL_H
#define IMAGE_PORTRAIT_FACIAL_H

#include "image/portrait/skin.h"

struct facial {
	/*
	 * EyesOpen of ISO/IEC 29794-5:2025: the smaller of the two eyes'
	 * largest distances of the lids, parts of eyes to chin.
	 */
	double lids;
	/* Of the clearer iris, its edge's contrast. */
	double iris;
	/* lids_open() of the eye that is more open. */
	double open;
	/*
	 * gaze_aside(), -.5 left .. .5 right.  Up and down are not told: the
	 * trees' points follow an iris that is moved up by .12 of an eye, and
	 * what is left of it, .02, is less than portraits that look ahead
	 * differ by.
	 */
	double gaze;
	/* The lesser share of an eye's surroundings much darker than skin. */
	double dark;
	/* Light over the darker brow, over the skin's: hair or a hat. */
	double over_brow;
	/* ear_seen() of the side that shows less. */
	double ear;
	/*
	 * Share of what is over the forehead whose colour is neither the
	 * face's skin nor any hair's: blue, green, violet, red or white.  At
	 * most .34 on 54 bare heads and .01 on 180 sitters, over .4 under 158
	 * of 168 caps of such colours drawn onto portraits.  Black, grey and
	 * brown ones are told by their edges alone.
	 */
	double headwear;
	double hat; /* hat_worn() */
};

void facial_measure(const struct image *grey, const struct skin *skin,
		    const struct landmarks *points, double yaw,
		    struct facial *out);

#endif
