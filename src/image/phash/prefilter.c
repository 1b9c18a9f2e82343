/* SPDX-License-Identifier: MIT */
#include "image/phash/prefilter.h"

/*
 * Hashes at a time: those that come near are gathered on the stack, side by
 * side, so that the fine probes are scanned as fast as the coarse ones.
 */
enum { CHUNK = 512 };

struct near {
	struct phash hashes[CHUNK];
	size_t places[CHUNK], n;
};

/* Without a branch: 10 to 16 % are near, in no order that can be predicted. */
static void gather(const struct phash *hashes, const uint16_t *distances,
		   size_t n, int limit, struct near *near)
{
	size_t i;

	near->n = 0;
	for (i = 0; i < n; i++) {
		near->hashes[near->n] = hashes[i];
		near->places[near->n] = i;
		near->n += distances[i] <= limit;
	}
}

static void filter_chunk(const struct phash_net *net, int limit,
			 const struct phash *hashes, size_t n,
			 uint16_t *distances)
{
	phash_scan_fn *scan = net->scan ? net->scan : phash_scan;
	uint16_t others[CHUNK], *least;
	struct near near;
	size_t i;

	scan(net->probes, net->coarse, hashes, n, distances);
	gather(hashes, distances, n, limit, &near);
	scan(net->probes + net->coarse, net->count - net->coarse, near.hashes,
	     near.n, others);
	for (i = 0; i < near.n; i++) {
		least = &distances[near.places[i]];
		*least = others[i] < *least ? others[i] : *least;
	}
}

void phash_prefilter(const struct phash_net *net, int cut,
		     const struct phash *hashes, size_t n, uint16_t *distances)
{
	size_t start, some;

	for (start = 0; start < n; start += some) {
		some = n - start < CHUNK ? n - start : CHUNK;
		filter_chunk(net, cut + PHASH_PREFILTER_SLACK, hashes + start,
			     some, distances + start);
	}
}
