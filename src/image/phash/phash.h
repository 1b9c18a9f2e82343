/* SPDX-License-Identifier: MIT */
/*
 * A 256-bit perceptual hash of a square of a picture, for finding candidates of
 * "same photo".  The square is chosen in two ways, called frames: around the
 * face, and around the picture's middle, because a detector's boxes differ
 * between copies.
 *
 * Method: the signs of the lowest frequencies of a discrete cosine transform,
 * as in pHash (Zauner, "Implementation and benchmarking of perceptual image
 * hash functions", 2010), here with 16 x 16 terms of 64 x 64 pixels.  The
 * square is first normalised for local contrast.  The bit is the term's sign,
 * not a comparison with the median, so that the hash of the mirrored picture
 * follows from it.
 *
 *     frequency across u, down v; term (u, v) > 0 is a one
 *
 *     byte v      bit 0 .. 7: u = 0 2 4 6 8 10 12 14     first half: even u,
 *     (0..15)                                            a mirror keeps them
 *     byte 16+v   bit 0 .. 7: u = 1 3 5 7 9 11 13 15     second half: odd u,
 *     (16..31)                                           a mirror inverts them
 *
 * Pure, thread-safe.  PHASH_VERSION changes whenever equal input may give
 * other bits; stored hashes of another version are made again.
 */
#ifndef IMAGE_PHASH_PHASH_H
#define IMAGE_PHASH_PHASH_H

#include <stddef.h>
#include <stdint.h>

#include "image/pixel/image.h"
#include "image/pixel/resize.h"

enum { PHASH_VERSION = 2, PHASH_BYTES = 32 };

/* The second half holds the bits that a mirror image inverts. */
struct phash {
	uint8_t bits[PHASH_BYTES];
};

enum phash_frame { PHASH_FACE, PHASH_PICTURE, PHASH_FRAMES };

enum { PHASH_PROBES = 9 * 15 }; /* of a frame, at most */

/* The square of a frame; face: the box of face_find(), width 0 = none. */
struct resize_region phash_square(const struct image *grey,
				  struct image_box face,
				  enum phash_frame frame);

void phash_make(const struct image *grey, struct resize_region square,
		struct phash *out);

/*
 * The probes of a query: hashes of the frame's square, which comes first, and
 * of squares around it, so that the query is found although boxes differ.
 * (Storing each photo with many hashes instead would cost memory and time in
 * every scan.) The first phash_probe_coarse() of them are every second one, a
 * coarse net for image/phash/prefilter.h.  Returns how many: 121 for
 * PHASH_FACE, 135 for PHASH_PICTURE.
 */
int phash_probes(const struct image *grey, struct resize_region square,
		 enum phash_frame frame, struct phash hashes[PHASH_PROBES]);
int phash_probe_coarse(enum phash_frame frame);

/* Those squares, in the units of square; returns how many. */
int phash_probe_squares(struct resize_region square, enum phash_frame frame,
			struct resize_region squares[PHASH_PROBES]);

/* The number of differing bits, 0..256; _mirrored: with b's mirror image. */
int phash_distance(const struct phash *a, const struct phash *b);
int phash_distance_mirrored(const struct phash *a, const struct phash *b);

/*
 * Compare every probe, as it is and mirrored, with each of n hashes;
 * distances[i] is the least distance for hash i.  Uses the processor's widest
 * popcount; phash_scan_scalar() is portable and gives the same results.
 */
void phash_scan(const struct phash *probes, size_t probe_count,
		const struct phash *hashes, size_t n, uint16_t *distances);
void phash_scan_scalar(const struct phash *probes, size_t probe_count,
		       const struct phash *hashes, size_t n,
		       uint16_t *distances);

#endif
