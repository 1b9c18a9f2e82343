/* SPDX-License-Identifier: MIT */
/*
 * What a search keeps of a photo: the hashes of its two frames to sift by, and
 * a small face to lay over a candidate's.  Plain bytes, so it may be stored as
 * it is; of PHASH_VERSION too.  Pure, thread-safe.
 */
#ifndef IMAGE_ALIGN_SIGNATURE_H
#define IMAGE_ALIGN_SIGNATURE_H

#include "image/align/align.h"
#include "image/phash/phash.h"

enum {
	ALIGN_SIGNATURE_WIDTH = 40,
	ALIGN_SIGNATURE_HEIGHT = 52,
	ALIGN_SIGNATURE_MOST = 6
};

struct align_signature {
	struct phash hash[PHASH_FRAMES];
	/* middle x, y and side of the frames' squares, 1/16 patch pixels */
	int32_t square[PHASH_FRAMES][3];
	/* the middle of the face's half level in 16 steps, two a byte */
	uint8_t face[ALIGN_SIGNATURE_WIDTH * ALIGN_SIGNATURE_HEIGHT / 2];
};

/*
 * The boxes a picture is to be kept and asked under: face itself or, when it
 * is none, where faces of several sizes could be.  Returns how many.
 */
int align_signature_boxes(const struct image *grey, struct image_box face,
			  struct image_box boxes[ALIGN_SIGNATURE_MOST]);

/* box: one that align_signature_boxes() gave. */
void align_signature_make(const struct image *grey, struct image_box box,
			  struct align_signature *out);

/* For image/align/search_query.h: the half level, zero around what is kept. */
enum { ALIGN_SIGNATURE_LEVEL = 80, ALIGN_SIGNATURE_UNITS = 16 };
void align_signature_unpack(
	const struct align_signature *print,
	float level[ALIGN_SIGNATURE_LEVEL][ALIGN_SIGNATURE_LEVEL]);

/* A square of the picture in pixels of a face's patch. */
struct resize_region align_signature_in_patch(const struct align_face *f,
					      struct resize_region square);

#endif
