/* SPDX-License-Identifier: MIT */
/*
 * One photo against many: a set of reference hashes held in memory, from
 * which a probe set picks the few worth aligning.  Numbers are positions in
 * the order of adding.  A set may be searched by several threads at once,
 * not while something is added.
 */
#ifndef COMPARE_COMPARE_SEARCH_H
#define COMPARE_COMPARE_SEARCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "image/phash.h"

struct compare_search;

enum { COMPARE_SEARCH_MOST = 50000000 }; /* hashes, 1.6 GB */

struct compare_search *compare_search_new(void);
void compare_search_free(struct compare_search *take_set);

/* ERROR_LIMIT above COMPARE_SEARCH_MOST or without memory. */
int compare_search_add(struct compare_search *set, const struct phash *hashes,
		       size_t n, struct error *err);
size_t compare_search_size(const struct compare_search *set);

/*
 * The largest distance worth aligning in a set of n: about .3 % of strangers
 * pass up to 10^5 photos, a tenth of a percent above.
 */
int compare_search_cut(size_t n);

struct compare_candidate {
	size_t number;
	int distance;
};

struct compare_candidates {
	struct compare_candidate *list;
	size_t n;
};

/*
 * Candidates within cut (-1: compare_search_cut()), nearest first, equal ones
 * by number; list is the caller's (free).  ERROR_LIMIT without memory.
 */
int compare_search_find(const struct compare_search *set,
			const struct phash probes[PHASH_PROBES], int cut,
			struct compare_candidates *out, struct error *err);

#endif
