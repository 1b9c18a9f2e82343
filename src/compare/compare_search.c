/* SPDX-License-Identifier: MIT */
#include "compare/compare_search.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "image/phash/prefilter.h"

/* Hashes to scan at a time, so that their distances fit into the cache. */
enum { CHUNK = 4096 };

/*
 * How alike two photos must be to be a candidate pair, depending on the
 * distance of their hashes in bits.  The limits below are for the distances
 * NEAR and FAR and are interpolated linearly between them: the larger the
 * distance, the more pairs of strangers have it, and so the more alike the
 * faces must be.  Up to NEAR, every pair is a candidate.
 * tests/bench/same-photo.md tells how many copies these limits miss and how
 * many strangers they let pass.
 */
enum { NEAR = 62, FAR = 88 };
static const struct {
	double near, far; /* correlations */
} whole_limits = {.76, .92}, part_limits = {.917, .967};

struct compare_search {
	struct align_signature *signatures;
	struct phash *hashes[PHASH_FRAMES]; /* a copy of theirs, for the scan */
	size_t n, cap;
};

struct compare_search *compare_search_new(void)
{
	return mem_xcalloc(1, sizeof(struct compare_search));
}

void compare_search_free(struct compare_search *take_set)
{
	int i;

	if (take_set == NULL)
		return;
	for (i = 0; i < PHASH_FRAMES; i++)
		free(take_set->hashes[i]);
	free(take_set->signatures);
	free(take_set);
}

static int no_room(struct error *err)
{
	return error_set(err, ERROR_LIMIT,
			 _("too many photos to compare in this memory"));
}

static int make_room(struct compare_search *set, size_t wanted)
{
	struct align_signature *signatures;
	struct phash *hashes;
	size_t cap = set->cap;
	int i;

	while (cap < wanted)
		cap = cap > 0 ? 2 * cap : CHUNK;
	if (cap == set->cap)
		return 0;
	signatures = realloc(set->signatures, cap * sizeof(*signatures));
	if (signatures == NULL)
		return -1;
	set->signatures = signatures;
	for (i = 0; i < PHASH_FRAMES; i++) {
		hashes = realloc(set->hashes[i], cap * sizeof(*hashes));
		if (hashes == NULL)
			return -1;
		set->hashes[i] = hashes;
	}
	set->cap = cap;
	return 0;
}

int compare_search_add(struct compare_search *set,
		       const struct align_signature *signatures, size_t n,
		       struct error *err)
{
	size_t i;
	int k;

	if (n > COMPARE_SEARCH_MOST || set->n + n > COMPARE_SEARCH_MOST ||
	    make_room(set, set->n + n) < 0)
		return no_room(err);
	for (i = 0; i < n; i++, set->n++) {
		set->signatures[set->n] = signatures[i];
		for (k = 0; k < PHASH_FRAMES; k++)
			set->hashes[k][set->n] = signatures[i].hash[k];
	}
	return 0;
}

/* Interpolate; d is 0 at the distance NEAR and 1 at FAR. */
static double between(double near, double far, double d)
{
	return near + (far - near) * d;
}

/*
 * How far below a limit the result of the quick first look may be for a closer
 * look to be worthwhile.  Of 851 copies that the closer look accepts, none was
 * further below, and only a third of the strangers come as close.
 */
static const struct margins {
	double whole, part;
} no_margins = {0, 0}, hope = {.2, .05};

static bool is_alike(const struct align_likeness *l, struct margins lack)
{
	double d = (double)(l->distance - NEAR) / (FAR - NEAR);
	double whole = between(whole_limits.near, whole_limits.far, d);
	double part = between(part_limits.near, part_limits.far, d);

	return l->distance <= NEAR || l->whole >= whole - lack.whole ||
	       l->part >= part - lack.part;
}

bool compare_search_accepts(const struct align_likeness *l)
{
	return is_alike(l, no_margins);
}

bool compare_search_likeness(const struct align_search_query *q,
			     const struct align_signature *signature,
			     struct align_likeness *out)
{
	struct align_search_glance glance;

	align_search_query_glance(q, signature, COMPARE_SEARCH_CUT, &glance,
				  out);
	if (out->distance > COMPARE_SEARCH_CUT || !is_alike(out, hope))
		return false;
	align_search_query_look(q, &glance, out);
	return compare_search_accepts(out);
}

/*
 * MEM_GROW would end the program when memory runs out.  How many candidates a
 * search finds cannot be foreseen, so here that is an error instead.
 */
struct list {
	struct compare_candidates *out;
	size_t cap;
};

static int add_candidate(struct list *l, size_t number, int distance)
{
	struct compare_candidates *out = l->out;
	size_t wanted = l->cap > 0 ? 2 * l->cap : 64;
	struct compare_candidate *grown;

	if (out->n == l->cap) {
		grown = realloc(out->list, wanted * sizeof(*grown));
		if (grown == NULL)
			return -1;
		out->list = grown;
		l->cap = wanted;
	}
	out->list[out->n++] = (struct compare_candidate){number, distance};
	return 0;
}

static void scan_frame(const struct align_search_query *q,
		       enum phash_frame frame, const struct phash *hashes,
		       size_t n, uint16_t *distances)
{
	const struct phash_net net = {
		.probes = q->kept.probes[frame],
		.count = (size_t)q->probe_count[frame],
		.coarse = (size_t)phash_probe_coarse(frame)};

	phash_prefilter(&net, COMPARE_SEARCH_CUT, hashes, n, distances);
}

/* The smallest distance over all frames, for n signatures from start on. */
static void scan(const struct compare_search *set,
		 const struct align_search_query *q, size_t start, size_t n,
		 uint16_t *distances)
{
	uint16_t others[CHUNK];
	size_t i;

	scan_frame(q, PHASH_FACE, set->hashes[PHASH_FACE] + start, n,
		   distances);
	scan_frame(q, PHASH_PICTURE, set->hashes[PHASH_PICTURE] + start, n,
		   others);
	for (i = 0; i < n; i++)
		if (others[i] < distances[i])
			distances[i] = others[i];
}

static bool is_candidate(const struct align_search_query *q,
			 const struct align_signature *signature, int distance)
{
	struct align_likeness likeness;

	if (distance > COMPARE_SEARCH_CUT)
		return false;
	return distance <= NEAR ||
	       compare_search_likeness(q, signature, &likeness);
}

static int find_by_box(const struct compare_search *set,
		       const struct align_search_query *q, size_t first,
		       struct list *l)
{
	uint16_t distances[CHUNK];
	size_t start, n, i;

	for (start = first; start < set->n; start += CHUNK) {
		n = set->n - start < CHUNK ? set->n - start : CHUNK;
		scan(set, q, start, n, distances);
		for (i = 0; i < n; i++)
			if (is_candidate(q, &set->signatures[start + i],
					 distances[i]) &&
			    add_candidate(l, start + i, distances[i]) < 0)
				return -1;
	}
	return 0;
}

static int nearest_first(const void *a, const void *b)
{
	const struct compare_candidate *x = a, *y = b;

	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static int by_number(const void *a, const void *b)
{
	const struct compare_candidate *x = a, *y = b;

	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return x->distance - y->distance;
}

/* Keep each number once, with its smallest distance. */
static void remove_repeats(struct compare_candidates *c)
{
	size_t i, kept = 0;

	qsort(c->list, c->n, sizeof(*c->list), by_number);
	for (i = 1; i < c->n; i++)
		if (c->list[i].number != c->list[kept].number)
			c->list[++kept] = c->list[i];
	c->n = kept + 1;
	qsort(c->list, c->n, sizeof(*c->list), nearest_first);
}

static int find_queries(const struct compare_search *set,
			const struct align_search_query *list, int n,
			size_t first, struct compare_candidates *out)
{
	struct list l = {out, 0};
	int i;

	*out = (struct compare_candidates){NULL, 0};
	for (i = 0; i < n; i++)
		if (find_by_box(set, &list[i], first, &l) < 0) {
			free(out->list);
			*out = (struct compare_candidates){NULL, 0};
			return -1;
		}
	if (out->n > 0)
		remove_repeats(out);
	return 0;
}

int compare_search_find(const struct compare_search *set,
			const struct compare_query *query, size_t first,
			struct compare_candidates *out, struct error *err)
{
	return find_queries(set, query->list, query->n, first, out) < 0
		       ? no_room(err)
		       : 0;
}

int compare_search_find_box(const struct compare_search *set,
			    const struct align_search_query *query,
			    size_t first, struct compare_candidates *out,
			    struct error *err)
{
	return find_queries(set, query, 1, first, out) < 0 ? no_room(err) : 0;
}
