/* SPDX-License-Identifier: MIT */
/*
 * One photo against many: the signatures of reference photos held in memory,
 * from which a query picks the few worth a verdict: first by hash, then by
 * registering the small faces on its own.  Numbers are positions in the order
 * of adding.  A set may be searched by several threads at once, not while
 * something is added.
 *
 *     query: probes and face
 *        |
 *     hashes, face's frame      | h0 | h1 | h2 | ...   32 bytes each,
 *     hashes, picture's frame   | h0 | h1 | h2 | ...   all scanned
 *        |
 *        |  COMPARE_SEARCH_CUT in either: 1.0 to 1.4 % of strangers pass
 *        v
 *     signatures                | s0 | s1 | s2 | ...   1.1 KB each, only read
 *        |                                             where a hash is near
 *        |  alike enough for their distance, at a first look and
 *        |  at a closer one: .03 % pass
 *        v
 *     candidates, nearest first
 *
 * There is no index: of one query against 100,000 the scan takes 4 ms, the
 * registering of what it lets through 34 (tests/bench/same-photo.md).
 */
#ifndef COMPARE_COMPARE_SEARCH_H
#define COMPARE_COMPARE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "compare/compare_face.h"

struct compare_search;

enum {
	COMPARE_SEARCH_MOST = 10000000, /* signatures, 12 GB */
	COMPARE_SEARCH_CUT = 82		/* bits; 1 % of strangers pass */
};

struct compare_search *compare_search_new(void);
void compare_search_free(struct compare_search *take_set);

/* ERROR_LIMIT above COMPARE_SEARCH_MOST or without memory. */
int compare_search_add(struct compare_search *set,
		       const struct align_signature *signatures, size_t n,
		       struct error *err);

/*
 * Whether a pair is worth a verdict: the further apart the hashes are, the
 * more alike the faces must be.  .03 % of strangers pass; see
 * tests/bench/same-photo.md.
 */
bool compare_search_accepts(const struct align_likeness *l);

/*
 * The same of a query and a signature: a closer look at what a first one does
 * not rule out.  out: of the last look taken.
 */
bool compare_search_likeness(const struct align_search_query *q,
			     const struct align_signature *signature,
			     struct align_likeness *out);

struct compare_candidate {
	size_t number;
	int distance;
};

struct compare_candidates {
	struct compare_candidate *list;
	size_t n;
};

/*
 * What any of the query's boxes finds among signatures from number first on,
 * nearest first, equal ones by number; list is the caller's (free).
 * ERROR_LIMIT without memory.
 */
int compare_search_find(const struct compare_search *set,
			const struct compare_query *query, size_t first,
			struct compare_candidates *out, struct error *err);

/* The same of a photo with a face, which has one box. */
int compare_search_find_box(const struct compare_search *set,
			    const struct align_search_query *query,
			    size_t first, struct compare_candidates *out,
			    struct error *err);

#endif
