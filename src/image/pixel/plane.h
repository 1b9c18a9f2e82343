/* SPDX-License-Identifier: MIT */
/*
 * One channel of floats, for filters; rows are packed.  plane_init() aborts
 * when memory runs out; planes are never larger than the images they come from,
 * which are limited.  Pure.
 */
#ifndef IMAGE_PIXEL_PLANE_H
#define IMAGE_PIXEL_PLANE_H

#include "image/pixel/image.h"

struct plane {
	int width, height;
	float *data;
};

#define PLANE_INIT                                                             \
	{                                                                      \
		0, 0, NULL                                                     \
	}

void plane_init(struct plane *p, int width, int height); /* zeroed */
void plane_room(struct plane *p, int width, int height); /* not zeroed */
void plane_release(struct plane *p);
void plane_copy(const struct plane *from, struct plane *to); /* to is new */

static inline float *plane_row(const struct plane *p, int y)
{
	return p->data + (size_t)y * (size_t)p->width;
}

/* Channel c of an image, 0..255. */
void plane_from_image(struct plane *p, const struct image *im, int c);

/* Gaussian blur, radius ceil(2.5 sigma), edges repeated; to may be from. */
void plane_gauss(const struct plane *from, struct plane *to, float sigma);

/*
 * Grey opening by a square of 2r+1 pixels: removes bright structures narrower
 * than that.  What is outside the plane changes nothing.
 */
void plane_open(struct plane *p, int r);

#endif
