/* SPDX-License-Identifier: MIT */
/*
 * One pixel between a person and a wall whose colours are known: how much of
 * it is the person, and its colour without the wall's share.  Colours are
 * levels 0..255 of three channels.  Pure.
 */
#ifndef IMAGE_MATTE_UNMIX_H
#define IMAGE_MATTE_UNMIX_H

#include <stdint.h>

struct unmix {
	float person[3], behind[3];
	float contrast; /* distance of the two */
	/* what the outline says without colours */
	float expected; /* share of the person, 0..1 */
	float doubt;	/* how far that may be off */
	float uneven;	/* what the person's own pattern is off, levels */
};

/* From person and behind. */
void unmix_set_contrast(struct unmix *m);

/*
 * The person's share, 0..1: how far the pixel is from the wall's towards the
 * person's colour, and where these two hardly differ, what is expected; each
 * weighs as one over its variance.
 */
float unmix_share(const struct unmix *m, const uint8_t *pixel);

/*
 * The pixel without the wall's share; the person's colour where that would be
 * wild.
 */
void unmix_take_out(const struct unmix *m, float share, const uint8_t *pixel,
		    uint8_t *out);

#endif
