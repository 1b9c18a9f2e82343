/* SPDX-License-Identifier: MIT */
/*
 * Binary pictures (0 or 1 a pixel): growing and shrinking (dilation and
 * erosion), flooding run by run (Smith, Tint Fill, 1979), components, distance.
 * mask_init() aborts when memory runs out; masks are never larger than the
 * images they come from, which are limited.  Pure, thread-safe.
 */
#ifndef IMAGE_PIXEL_MASK_H
#define IMAGE_PIXEL_MASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "image/pixel/image.h"
#include "image/pixel/plane.h"

struct mask {
	int width, height;
	uint8_t *data;
};

#define MASK_INIT                                                              \
	{                                                                      \
		0, 0, NULL                                                     \
	}

void mask_init(struct mask *m, int width, int height); /* all 0 */
void mask_release(struct mask *m);
void mask_copy(const struct mask *from, struct mask *to); /* to is new */

static inline uint8_t *mask_row(const struct mask *m, int y)
{
	return m->data + (size_t)y * (size_t)m->width;
}

static inline size_t mask_size(const struct mask *m)
{
	return (size_t)m->width * (size_t)m->height;
}

size_t mask_count(const struct mask *m);

/* Set to value inside; both are cut at the mask's edges. */
void mask_rect(struct mask *m, struct image_box box, uint8_t value);
void mask_ellipse(struct mask *m, const double centre[2],
		  const double radius[2], uint8_t value);

/* By a square of 2r+1 pixels; what is outside the mask changes nothing. */
void mask_grow(struct mask *m, int r);
void mask_shrink(struct mask *m, int r);

/*
 * Keep only those pixels of m that are connected (8 neighbours) to a pixel set
 * in both m and from.
 */
void mask_reach(struct mask *m, const struct mask *from);

/* A 4-connected component of set pixels. */
struct mask_part {
	size_t first, count; /* its pixels: order[first .. first+count-1] */
	int left, top, right, bottom; /* inclusive */
};

struct mask_parts {
	struct mask_part *parts;
	size_t n;
	uint32_t *order; /* pixel indices, part by part */
};

void mask_parts(const struct mask *m, struct mask_parts *out);
void mask_parts_release(struct mask_parts *p);

/*
 * Distance in pixels to the edge between 0 and 1, negative inside and 0.5
 * beside the edge (chamfer 5-7: Borgefors, Distance Transformations in Digital
 * Images, 1986; error under 8 %).  A large number when there is no edge.
 */
void mask_signed_distance(const struct mask *m, struct plane *out);

#endif
