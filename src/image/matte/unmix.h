/* SPDX-License-Identifier: MIT */
/*
 * One pixel between a person and a wall whose colours are known: how much of
 * it is the person (alpha), and its colour without the wall's share.  It
 * solves the compositing equation (Porter and Duff 1984)
 *
 *     pixel = alpha * person + (1 - alpha) * wall
 *
 * by projecting the pixel on the line from the wall's to the person's colour,
 * as Knockout and the matting by samples after it do (Berman, Vlahos and
 * Dadourian 2000; Ruzon and Tomasi 2000), and joins that estimate with the
 * outline's by the weights of two independent measurements, one over the
 * variance.  Colours are levels 0..255 of three channels (sRGB as it is
 * stored, not linear light).  Pure.
 */
#ifndef IMAGE_MATTE_UNMIX_H
#define IMAGE_MATTE_UNMIX_H

#include <stdint.h>

struct unmix {
	float person[3], wall[3]; /* F and B of the matting papers */
	float contrast;		  /* distance of the two, levels */
	float person_sigma;	  /* of the person's own pattern, levels */
	float outline_alpha;	  /* what the outline says without colours */
	float outline_sigma;	  /* how far that may be off; both 0..1 */
};

/* From person and wall. */
void unmix_set_contrast(struct unmix *m);

/*
 * The person's share, 0..1: how far the pixel is from the wall's towards the
 * person's colour, and where these two hardly differ, what the outline says.
 */
float unmix_alpha(const struct unmix *m, const uint8_t *pixel);

/*
 * The pixel without the wall's share; the person's colour where dividing by a
 * small alpha would make it wild.
 */
void unmix_foreground(const struct unmix *m, float alpha, const uint8_t *pixel,
		      uint8_t *out);

#endif
