/* SPDX-License-Identifier: MIT */
/*
 * What is stored of a photo so that it can be found by a search: the hashes of
 * its two frames, to filter candidates, and a small face, to register them.
 * Plain bytes, which may be stored as they are; PHASH_VERSION is raised
 * whenever the same photo would give other bytes.  Pure, thread-safe.
 *
 *     byte 0      32      64                   76                88        1128
 *          +-------+-------+--------------------+-----------------+-----------+
 *          | hash  | hash  | x, y, side of face | x, y, side of   | 52 rows   |
 *          | face  | pict. | frame's square     | picture frame's | of 20     |
 *          +-------+-------+--------------------+-----------------+-----------+
 *           32 bytes each   3 x int32, 1/16 patch pixel each       2 pixels a
 *                                                                  byte
 *
 *     a byte of the face:   bits 7..4       bits 3..0
 *                           right pixel     left pixel     value = (n - 8) / 3
 *
 * Integers are in the machine's order.
 */
#ifndef IMAGE_ALIGN_SIGNATURE_H
#define IMAGE_ALIGN_SIGNATURE_H

#include "image/align/align.h"
#include "image/phash/phash.h"

enum {
	ALIGN_SIGNATURE_WIDTH = 40, /* of the face that is kept, level pixels */
	ALIGN_SIGNATURE_HEIGHT = 52,
	ALIGN_SIGNATURE_MOST = 6 /* of a picture without a face */
};

struct align_signature {
	struct phash hash[PHASH_FRAMES];
	/* middle x, y and side of the frames' squares, 1/16 patch pixels */
	int32_t square[PHASH_FRAMES][3];
	/* the middle of the face's half level in 16 steps, two a byte */
	uint8_t face[ALIGN_SIGNATURE_WIDTH * ALIGN_SIGNATURE_HEIGHT / 2];
};

/*
 * The boxes for which signatures and queries of a picture are made: the face
 * itself or, when none was found (width 0), places where faces of several sizes
 * might be.  Returns how many.
 */
int align_signature_boxes(const struct image *grey, struct image_box face,
			  struct image_box boxes[ALIGN_SIGNATURE_MOST]);

/* box: one that align_signature_boxes() gave. */
void align_signature_make(const struct image *grey, struct image_box box,
			  struct align_signature *out);

/*
 * For image/align/search_query.h: the half level of the face, with zeros around
 * the part that is stored.
 */
enum {
	ALIGN_SIGNATURE_LEVEL = 80, /* its side */
	ALIGN_SIGNATURE_UNITS = 16  /* units of square in a patch pixel */
};
void align_signature_unpack(const struct align_signature *signature,
			    float (*level)[ALIGN_SIGNATURE_LEVEL]);

/* Convert a square of the picture to pixels of a face's patch. */
struct resize_region align_signature_in_patch(const struct align_face *f,
					      struct resize_region square);

#endif
