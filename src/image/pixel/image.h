/* SPDX-License-Identifier: MIT */
/*
 * 8-bit pixels in memory: 1 channel grey, 3 sRGB, 4 sRGB + alpha (straight).
 * Rows are packed (stride = width * channels), top row first.  The owner
 * calls image_release(); parts and copies are new images.  Pure, no I/O; any
 * thread may work on images of its own.
 *
 *      data → R G B  R G B  R G B …  R G B    image_row(im, 0)
 *             R G B  R G B  …                 image_row(im, 1)
 *             └ x=0  └ x=1                    no gap between rows
 */
#ifndef IMAGE_PIXEL_IMAGE_H
#define IMAGE_PIXEL_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct image {
	int width, height, channels;
	uint8_t *data;
};

struct image_box {
	int x, y, width, height; /* pixels; may reach outside an image */
};

/* The box in whole pixels, rounded. */
struct image_box image_box_round(double x, double y, double width,
				 double height);

#define IMAGE_INIT                                                             \
	{                                                                      \
		0, 0, 0, NULL                                                  \
	}

enum {
	IMAGE_MAX_SIDE = 32768,
	IMAGE_MAX_PIXELS = 100000000, /* 100 MP, over any phone of today */
	/*
	 * For files that can only be decoded as a whole, with four bytes a
	 * pixel: together with 64 MB of file they take less than 300 MB.
	 */
	IMAGE_MAX_WHOLE = 51000000,
};

/* Zeroed pixels.  ERROR_LIMIT above IMAGE_MAX_* or when memory runs out. */
int image_init(struct image *im, int width, int height, int channels,
	       struct error *err);
/* The same without zeroing, for callers that write every pixel. */
int image_init_room(struct image *im, int width, int height, int channels,
		    struct error *err);
void image_release(struct image *im);

static inline uint8_t *image_row(const struct image *im, int y)
{
	return im->data + (size_t)y * (size_t)im->width * (size_t)im->channels;
}

int image_copy(const struct image *from, struct image *to, struct error *err);

/* Rec. 601 luma, integer: (77 R + 150 G + 29 B + 128) >> 8; alpha on white. */
int image_to_grey(const struct image *from, struct image *to,
		  struct error *err);

/*
 * Put RGBA over white and make it grey (channels 1, as image_to_grey()) or RGB
 * (3).  In place, because memory has no room for a second picture of 64 MP.
 */
void image_flatten(struct image *rgba, int channels);

/* The part inside box; where box reaches outside, the edge is repeated. */
int image_crop(const struct image *from, struct image_box box, struct image *to,
	       struct error *err);

/* Turn and mirror it upright by its EXIF orientation, 1..8; in place. */
int image_orient(struct image *im, int orientation, struct error *err);

/* How many pixels of a grey image have each level. */
void image_levels(const struct image *im, size_t count[256]);

/* Histogram equalisation of a grey image, in place, in whole numbers. */
void image_equalise(struct image *im);

#endif
