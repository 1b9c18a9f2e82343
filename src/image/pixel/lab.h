/* SPDX-License-Identifier: MIT */
/*
 * CIE L*a*b* (D65, 2°) of sRGB pixels, as three planes; L* is 0..100.
 * Pure, thread-safe; planes made here are released by the caller.
 */
#ifndef IMAGE_PIXEL_LAB_H
#define IMAGE_PIXEL_LAB_H

#include "image/pixel/image.h"
#include "image/pixel/plane.h"

/* rgb: 3 channels.  IEC 61966-2-1 and CIE 15 by tables, error < .01. */
void lab_from_image(const struct image *rgb, struct plane lab[3]);

/* Back to sRGB 0..255 as floats; out[3] has the planes' size already. */
void lab_to_rgb(const struct plane lab[3], struct plane out[3]);

/* One colour, without the tables' cost. */
void lab_of_pixel(const uint8_t rgb[3], double lab[3]);
void lab_to_pixel(const double lab[3], uint8_t rgb[3]);

#endif
