/* SPDX-License-Identifier: MIT */
/*
 * The 256-bit hash of a square of a picture, for finding candidates of "same
 * photo".  Two frames say which square: one about the face, one about the
 * picture's middle, for boxes of a detector differ from copy to copy.
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

/* The second half holds the bits that a mirror image turns round. */
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
 * comes first, and those squares.  The first phash_probe_coarse() of them are
 * every second one, a net for image/phash/prefilter.h.  Returns how many, at
 * most PHASH_PROBES.
 */
int phash_probes(const struct image *grey, struct resize_region square,
		 enum phash_frame frame, struct phash hashes[PHASH_PROBES],
		 struct resize_region squares[PHASH_PROBES]);
int phash_probe_count(enum phash_frame frame);
int phash_probe_coarse(enum phash_frame frame);

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
