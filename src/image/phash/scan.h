/* SPDX-License-Identifier: MIT */
/*
 * The implementations of phash_scan() (image/phash/phash.h), for tests and
 * benches; the program calls phash_scan(), which uses the fastest one that the
 * processor supports.  All give the same distances.
 *
 *     AVX-512  VPOPCNTDQ, eight hashes at a time
 *     AVX2     popcount by a table of half bytes (Muła, Kurz and Lemire,
 *              "Faster population counts using AVX2 instructions", 2018),
 *              four hashes at a time
 *     POPCNT   the instruction, one hash at a time
 *     scalar   what the compiler makes of __builtin_popcountll()
 *
 * One query's 256 probes both ways against a million signatures took 88, 300,
 * 580 and 2,368 ms (tests/bench/same-photo.md): no index is needed.
 */
#ifndef IMAGE_PHASH_SCAN_H
#define IMAGE_PHASH_SCAN_H

#include "image/phash/phash.h"

enum phash_scan_way { /* fastest first */
		      PHASH_SCAN_AVX512,
		      PHASH_SCAN_AVX2,
		      PHASH_SCAN_POPCNT,
		      PHASH_SCAN_SCALAR,
		      PHASH_SCAN_WAYS
};

typedef void phash_scan_fn(const struct phash *probes, size_t probe_count,
			   const struct phash *hashes, size_t n,
			   uint16_t *distances);

/* NULL when this processor does not support it. */
phash_scan_fn *phash_scan_by(enum phash_scan_way way);

#endif
