/* SPDX-License-Identifier: MIT */
/*
 * CIE L*a*b* (CIE 15; D65, 2°) of sRGB pixels (IEC 61966-2-1, primaries of
 * ITU-R BT.709), as three planes; L* is 0..100.  Equal distances look about
 * equally different, in shade as in light, so one limit serves for all walls.
 * Pure, thread-safe; planes made here are released by the caller.
 */
#ifndef IMAGE_PIXEL_LAB_H
#define IMAGE_PIXEL_LAB_H

#include "image/pixel/image.h"
#include "image/pixel/plane.h"

/* rgb: 3 channels.  By tables, error < .01. */
void lab_from_image(const struct image *rgb, struct plane lab[3]);

/* Back to sRGB 0..255 as floats; out[3] has the planes' size already. */
void lab_to_rgb(const struct plane lab[3], struct plane out[3]);

/* A single colour, computed without the tables. */
void lab_of_pixel(const uint8_t rgb[3], double lab[3]);
void lab_to_pixel(const double lab[3], uint8_t rgb[3]);

/* Distance by CIE 1976; 2.3 is just noticeable (Mahy et al., 1994). */
double lab_distance(const double a[3], const double b[3]);

#endif
