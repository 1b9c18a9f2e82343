/* SPDX-License-Identifier: MIT */
/*
 * What a search keeps of a photo: the hashes of its two frames to sift by, and
 * a small face to lay over a candidate's.  Plain bytes, so it may be stored as
 * it is; of PHASH_VERSION too.  Pure, thread-safe.
 */
#ifndef IMAGE_ALIGN_PRINT_H
#define IMAGE_ALIGN_PRINT_H

#include "image/align.h"
#include "image/phash.h"

enum { ALIGN_PRINT_WIDTH = 40, ALIGN_PRINT_HEIGHT = 52, ALIGN_PRINT_MOST = 6 };

struct align_print {
	struct phash hash[PHASH_FRAMES];
	/* middle x, y and side of the frames' squares, 1/16 patch pixels */
	int32_t square[PHASH_FRAMES][3];
	/* the middle of the face's half level in 16 steps, two a byte */
	uint8_t face[ALIGN_PRINT_WIDTH * ALIGN_PRINT_HEIGHT / 2];
};

/*
 * The boxes a picture is to be kept and asked under: face itself or, when it
 * is none, where faces of several sizes could be.  Returns how many.
 */
int align_print_boxes(const struct image *grey, struct image_box face,
		      struct image_box boxes[ALIGN_PRINT_MOST]);

/* box: one that align_print_boxes() gave. */
void align_print_make(const struct image *grey, struct image_box box,
		      struct align_print *out);

/* For image/align_query.h: the half level, zero around what is kept. */
enum { ALIGN_PRINT_LEVEL = 80, ALIGN_PRINT_UNITS = 16 };
void align_print_unpack(const struct align_print *print,
			float level[ALIGN_PRINT_LEVEL][ALIGN_PRINT_LEVEL]);

/* A square of the picture in pixels of a face's patch. */
struct resize_region align_print_in_patch(const struct align_face *f,
					  struct resize_region square);

#endif
