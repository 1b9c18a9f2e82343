/* SPDX-License-Identifier: MIT */
#include "compare/compare_search.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* Hashes scanned at a time: their distances stay in the cache. */
enum { CHUNK = 4096 };

struct compare_search {
	struct phash *hashes;
	size_t n, cap;
};

struct compare_search *compare_search_new(void)
{
	return mem_xcalloc(1, sizeof(struct compare_search));
}

void compare_search_free(struct compare_search *take_set)
{
	if (take_set == NULL)
		return;
	free(take_set->hashes);
	free(take_set);
}

static int no_room(struct error *err)
{
	return error_set(err, ERROR_LIMIT,
			 _("too many photos to compare in this memory"));
}

int compare_search_add(struct compare_search *set, const struct phash *hashes,
		       size_t n, struct error *err)
{
	size_t cap = set->cap;
	struct phash *grown;

	if (n > COMPARE_SEARCH_MOST || set->n + n > COMPARE_SEARCH_MOST)
		return no_room(err);
	while (cap < set->n + n)
		cap = cap > 0 ? 2 * cap : CHUNK;
	if (cap > set->cap) {
		grown = realloc(set->hashes, cap * sizeof(*grown));
		if (grown == NULL)
			return no_room(err);
		set->hashes = grown;
		set->cap = cap;
	}
	if (n > 0)
		memcpy(set->hashes + set->n, hashes, n * sizeof(*hashes));
	set->n += n;
	return 0;
}

size_t compare_search_size(const struct compare_search *set)
{
	return set->n;
}

int compare_search_cut(size_t n)
{
	return n <= 100000 ? 86 : 80;
}

static int nearest_first(const void *a, const void *b)
{
	const struct compare_candidate *x = a, *y = b;

	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static int keep(struct compare_candidates *out, size_t *cap, size_t number,
		int distance)
{
	size_t wanted = *cap > 0 ? 2 * *cap : 64;
	struct compare_candidate *grown;

	if (out->n == *cap) {
		grown = realloc(out->list, wanted * sizeof(*grown));
		if (grown == NULL)
			return -1;
		out->list = grown;
		*cap = wanted;
	}
	out->list[out->n++] = (struct compare_candidate){number, distance};
	return 0;
}

static int keep_near(struct compare_candidates *out, size_t *cap, size_t start,
		     const uint16_t *distances, const int limits[2])
{
	int i;

	for (i = 0; i < limits[0]; i++)
		if (distances[i] <= limits[1] &&
		    keep(out, cap, start + (size_t)i, distances[i]) < 0)
			return -1;
	return 0;
}

int compare_search_find(const struct compare_search *set,
			const struct phash probes[PHASH_PROBES], int cut,
			struct compare_candidates *out, struct error *err)
{
	uint16_t distances[CHUNK];
	size_t start, n, cap = 0;

	*out = (struct compare_candidates){NULL, 0};
	if (cut < 0)
		cut = compare_search_cut(set->n);
	for (start = 0; start < set->n; start += CHUNK) {
		n = set->n - start < CHUNK ? set->n - start : CHUNK;
		phash_scan(probes, PHASH_PROBES, set->hashes + start, n,
			   distances);
		if (keep_near(out, &cap, start, distances,
			      (int[2]){(int)n, cut}) < 0) {
			free(out->list);
			*out = (struct compare_candidates){NULL, 0};
			return no_room(err);
		}
	}
	if (out->n > 0)
		qsort(out->list, out->n, sizeof(*out->list), nearest_first);
	return 0;
}
