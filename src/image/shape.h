/* SPDX-License-Identifier: MIT */
/*
 * Yes-or-no pictures (0 or 1 a pixel) and their shapes: growing, flooding,
 * components, distance.  shape_init() aborts without memory, so sides are
 * bounded by the images they come from.  Pure, thread-safe.
 */
#ifndef IMAGE_SHAPE_H
#define IMAGE_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "image/image.h"
#include "image/plane.h"

struct shape {
	int width, height;
	uint8_t *data;
};

#define SHAPE_INIT                                                             \
	{                                                                      \
		0, 0, NULL                                                     \
	}

void shape_init(struct shape *m, int width, int height); /* all 0 */
void shape_release(struct shape *m);
void shape_copy(const struct shape *from, struct shape *to); /* to is new */

static inline uint8_t *shape_row(const struct shape *m, int y)
{
	return m->data + (size_t)y * (size_t)m->width;
}

size_t shape_count(const struct shape *m);

/* Set to value inside; both are cut at the mask's edges. */
void shape_rect(struct shape *m, struct image_box box, uint8_t value);
void shape_ellipse(struct shape *m, const double centre[2],
		   const double radius[2], uint8_t value);

/* By a square of 2r+1; outside counts as 0 to grow and 1 to shrink. */
void shape_grow(struct shape *m, int r);
void shape_shrink(struct shape *m, int r);

/*
 * Keep of m only what is joined (8 neighbours) to a pixel set in both m and
 * from.
 */
void shape_reach(struct shape *m, const struct shape *from);

/* A 4-connected component of set pixels. */
struct shape_part {
	size_t first, count; /* its pixels: order[first .. first+count-1] */
	int left, top, right, bottom; /* inclusive */
};

struct shape_parts {
	struct shape_part *parts;
	size_t n;
	uint32_t *order; /* pixel indices, part by part */
};

void shape_parts(const struct shape *m, struct shape_parts *out);
void shape_parts_release(struct shape_parts *p);

/*
 * Distance in pixels to the edge between 0 and 1, negative inside (chamfer
 * 5-7, error under 8 %; 0.5 beside the edge); far where there is no edge.
 */
void shape_signed_distance(const struct shape *m, struct plane *out);

#endif
