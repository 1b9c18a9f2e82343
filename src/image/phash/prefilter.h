/* SPDX-License-Identifier: MIT */
/*
 * Comparing a query's probes with many hashes at half the cost of trying them
 * all: every hash is compared with the coarse probes, and only hashes near one
 * of them are compared with the others.  A fine probe differs in few bits from
 * the coarse ones beside it, and by the triangle inequality a hash far from all
 * coarse probes is also far from the fine ones.  Pure, thread-safe.
 *
 *     probes: | coarse ................ | fine .................... |
 *               all hashes                those within cut +
 *                                         PHASH_PREFILTER_SLACK of
 *                                         a coarse one, 10 to 16 %
 */
#ifndef IMAGE_PHASH_PREFILTER_H
#define IMAGE_PHASH_PREFILTER_H

#include "image/phash/phash.h"
#include "image/phash/scan.h"

struct phash_net {
	const struct phash *probes;
	size_t count, coarse; /* the first coarse of them are tried first */
	phash_scan_fn *scan;  /* NULL: phash_scan() */
};

/*
 * How many bits further than the cut the nearest coarse probe may be.  Among
 * 783 copies found in the labelled set of tests/bench/same-photo.md none needed
 * more than 4; with 14 all distances were the same as with all probes.
 */
enum { PHASH_PREFILTER_SLACK = 14 };

/*
 * The least distances of n hashes, as from phash_scan(); but for a hash further
 * than cut + PHASH_PREFILTER_SLACK from every coarse probe, the least distance
 * to those.
 */
void phash_prefilter(const struct phash_net *net, int cut,
		     const struct phash *hashes, size_t n, uint16_t *distances);

#endif
