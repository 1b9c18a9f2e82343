/* SPDX-License-Identifier: MIT */
/*
 * A query's probes against many hashes, at half the cost of trying them all:
 * every hash meets the coarse probes, and only what comes near one of them
 * meets the others.  A fine probe is a few bits from the coarse ones beside
 * it, and distances in bits obey the triangle inequality: who is far from all
 * coarse probes is far from the fine ones.  Pure, thread-safe.
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
 * How much further than a cut the nearest coarse probe may be.  Of 783
 * findings among the labelled copies of tests/bench/same-photo.md the
 * furthest needed 4, and with 14 every distance was that of all probes.
 */
enum { PHASH_PREFILTER_SLACK = 14 };

/*
 * Least distances like phash_scan()'s of n hashes; a hash further than cut +
 * PHASH_PREFILTER_SLACK from every coarse probe keeps that distance.
 */
void phash_prefilter(const struct phash_net *net, int cut,
		     const struct phash *hashes, size_t n, uint16_t *distances);

#endif
