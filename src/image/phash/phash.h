/* SPDX-License-Identifier: MIT */
/*
 * The 256-bit perceptual hash of a square of a picture, for finding candidates
 * of "same photo".  Two frames say which square: one about the face, one about
 * the picture's middle, for boxes of a detector differ from copy to copy.
 *
 * Method: the signs of the lowest frequencies of a discrete cosine transform,
 * as in pHash (Zauner, "Implementation and benchmarking of perceptual image
 * hash functions", 2010), with 16 x 16 terms of 64 x 64 pixels, of a square
 * normalised for local contrast first, and with the sign instead of a
 * comparison with the median, so that a mirrored picture's hash is known.
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

/* The square of a frame; face: an alt2 box, width 0 = none found. */
struct resize_region phash_square(const struct image *grey,
				  struct image_box face,
				  enum phash_frame frame);

void phash_make(const struct image *grey, struct resize_region square,
		struct phash *out);

/*
 * The probes of a query: its hashes in squares around the frame's own, which
 * comes first.  The query is tried in many places instead
 * of each stored photo being kept in many, which would cost memory and every
 * scan.  The first phash_probe_coarse() of them are every second one, a net
 * for image/phash/prefilter.h.  Returns how many: 121 of PHASH_FACE, 135 of
 * PHASH_PICTURE.
 */
int phash_probes(const struct image *grey, struct resize_region square,
		 enum phash_frame frame, struct phash hashes[PHASH_PROBES]);
int phash_probe_coarse(enum phash_frame frame);

/* Those squares, in the units of square; returns how many. */
int phash_probe_squares(struct resize_region square, enum phash_frame frame,
			struct resize_region squares[PHASH_PROBES]);

/* Differing bits, 0..256, of a plain and of a mirrored picture. */
int phash_distance(const struct phash *a, const struct phash *b);
int phash_distance_mirrored(const struct phash *a, const struct phash *b);

/*
 * Compare every probe, as it is and mirrored, with every of n hashes; least
 * distance of each into distances[n].  Uses the processor's widest popcount;
 * phash_scan_scalar() is the plain twin with equal results.
 */
void phash_scan(const struct phash *probes, size_t probe_count,
		const struct phash *hashes, size_t n, uint16_t *distances);
void phash_scan_scalar(const struct phash *probes, size_t probe_count,
		       const struct phash *hashes, size_t n,
		       uint16_t *distances);

#endif
