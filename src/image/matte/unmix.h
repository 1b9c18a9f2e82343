/* SPDX-License-Identifier: MIT */
/*
 * A pixel that is a mixture of person and wall, whose colours are known: how
 * much of it is the person (alpha), and its colour without the wall's share.
 * This solves the compositing equation (Porter and Duff 1984)
 *
 *     pixel = alpha * person + (1 - alpha) * wall
 *
 * by projecting the pixel onto the line from the wall's to the person's colour,
 * as Knockout and later sampling methods do (Berman, Vlahos and Dadourian 2000;
 * Ruzon and Tomasi 2000).  That estimate and the outline's are then averaged
 * with the weights of independent measurements, one over the variance.  Colours
 * are levels 0..255 of three channels (sRGB values, not linear light).  Pure.
 */
#ifndef IMAGE_MATTE_UNMIX_H
#define IMAGE_MATTE_UNMIX_H

#include <stdint.h>

struct unmix {
	float person[3], wall[3]; /* F and B of the matting papers */
	float contrast;		  /* distance between them, levels */
	float person_sigma;	  /* of the person's own texture, levels */
	float outline_alpha;	  /* alpha by the outline alone, 0..1 */
	float outline_sigma;	  /* how uncertain that is, 0..1 */
};

/* Set contrast from person and wall. */
void unmix_set_contrast(struct unmix *m);

/*
 * The person's share, 0..1: how far the pixel's colour is from the wall's
 * towards the person's; the less these differ, the more the outline counts.
 */
float unmix_alpha(const struct unmix *m, const uint8_t *pixel);

/*
 * The pixel without the wall's share.  For small alpha, where the division
 * would amplify noise, the person's colour.
 */
void unmix_foreground(const struct unmix *m, float alpha, const uint8_t *pixel,
		      uint8_t *out);

#endif
