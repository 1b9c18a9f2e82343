/* SPDX-License-Identifier: MIT */
/*
 * The 256-bit hash of a face, for finding candidates of "same photo".
 * Pure, thread-safe.  PHASH_VERSION changes whenever equal input may give
 * other bits; stored hashes of another version are made again.
 */
#ifndef IMAGE_PHASH_H
#define IMAGE_PHASH_H

#include <stddef.h>
#include <stdint.h>

#include "image/image.h"

enum { PHASH_VERSION = 1, PHASH_BYTES = 32, PHASH_PROBES = 18 };

struct phash {
	uint8_t bits[PHASH_BYTES];
};

/* The hash of the face in box (alt2 box) of a grey image. */
void phash_make(const struct image *grey, struct image_box face,
		struct phash *out);

/*
 * The probe set of a query: scales x shifts x mirror, first the plain one.
 */
void phash_probes(const struct image *grey, struct image_box face,
		  struct phash out[PHASH_PROBES]);

/* Differing bits, 0..256. */
int phash_distance(const struct phash *a, const struct phash *b);

/*
 * Compare every probe with every of n hashes; least distance of each into
 * distances[n].  Uses the processor's widest popcount; phash_scan_scalar() is
 * the plain twin with equal results.
 */
void phash_scan(const struct phash *probes, size_t probe_count,
		const struct phash *hashes, size_t n, uint16_t *distances);
void phash_scan_scalar(const struct phash *probes, size_t probe_count,
		       const struct phash *hashes, size_t n,
		       uint16_t *distances);

#endif
