/* SPDX-License-Identifier: MIT */
#include "code/code_match_cross.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* An owner as it is kept. */
#define KEPT_NOBODY UINT32_MAX

/* Places of codes that have something in common. */
struct run {
	struct code_match_set *set;
	const uint32_t *list;
	size_t n;
};

static int order_hash(const void *a, const void *b, void *codes)
{
	const struct code_match_kept *all = codes;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	int differ =
		memcmp(all[x].sha256, all[y].sha256, sizeof(all[x].sha256));

	return differ ? differ : (x > y) - (x < y);
}

static int order_owner(const void *a, const void *b, void *codes)
{
	const struct code_match_kept *all = codes;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	if (all[x].owner != all[y].owner)
		return all[x].owner < all[y].owner ? -1 : 1;
	return (x > y) - (x < y);
}

static struct code_match_kept *kept_at(const struct run *r, size_t i)
{
	return &r->set->codes[r->list[i]];
}

/* What the codes of one payload say of their owners. */
struct agreement {
	bool one;  /* all are one student's */
	bool hand; /* a person matched one of them */
	bool torn; /* two different owners are claimed */
};

static struct agreement agreement_of(const struct run *r)
{
	uint32_t first = kept_at(r, 0)->owner, owner = KEPT_NOBODY, now;
	struct agreement a = {.one = first != KEPT_NOBODY};
	size_t i;

	for (i = 0; i < r->n; i++) {
		now = kept_at(r, i)->owner;
		a.one = a.one && now == first;
		a.hand = a.hand || kept_at(r, i)->by_hand;
		if (now == KEPT_NOBODY)
			continue;
		a.torn = a.torn || (owner != KEPT_NOBODY && now != owner);
		owner = now;
	}
	return a;
}

/* A finding more, with another code's file. */
static void add_finding(const struct run *r, size_t i, const char *code,
			size_t other)
{
	struct code_match_code c = {.id = 0};

	code_match_set_get(r->set, r->list[i], &c);
	if (strcmp(code, "CODE-SUPERSEDED") != 0 ||
	    !findings_has(&c.findings, code))
		findings_add_detail(
			&c.findings, code,
			code_match_set_name(r->set, r->list[other]));
	code_match_set_put(r->set, r->list[i], &c);
	code_match_set_drop(&c);
}

/*
 * One payload under several files.  A payload that tells its owner keeps him
 * when the other file only carries a wrong name.  Torn between two it is
 * nobody's: half the guesses would be wrong, and a wrong one is not seen again.
 */
static void judge_hash(const struct run *r)
{
	struct agreement a;
	size_t i;

	if (r->n < 2)
		return;
	a = agreement_of(r);
	for (i = 0; i < r->n; i++) {
		add_finding(r, i, a.one ? "CODE-DUP-FILE" : "CODE-DUP",
			    i ? 0 : 1);
		if (a.torn && !a.hand)
			kept_at(r, i)->owner = KEPT_NOBODY;
	}
}

static bool same_payload(const struct run *r, size_t i, size_t k)
{
	return memcmp(kept_at(r, i)->sha256, kept_at(r, k)->sha256,
		      sizeof(kept_at(r, i)->sha256)) == 0;
}

static void supersede(const struct run *r, size_t old, size_t by)
{
	add_finding(r, old, "CODE-SUPERSEDED", by);
	kept_at(r, old)->superseded = true;
}

/*
 * The codes of one student in the order they came: a later payload puts those
 * before it out of force, and a payload once superseded stays so, whatever
 * file it comes back in.
 */
static void judge_owner(const struct run *r)
{
	size_t i, j;

	if (kept_at(r, 0)->owner == KEPT_NOBODY)
		return;
	for (i = 0; i < r->n; i++) {
		for (j = 0; j < i && !kept_at(r, i)->superseded; j++)
			if (kept_at(r, j)->superseded && same_payload(r, j, i))
				supersede(r, i, j);
		for (j = 0; j < i && !kept_at(r, i)->superseded; j++)
			if (!same_payload(r, j, i))
				supersede(r, j, i);
	}
}

static bool same_hash(const struct code_match_kept *a,
		      const struct code_match_kept *b)
{
	return memcmp(a->sha256, b->sha256, sizeof(a->sha256)) == 0;
}

static bool same_owner(const struct code_match_kept *a,
		       const struct code_match_kept *b)
{
	return a->owner == b->owner;
}

/* Runs of equals in the list are judged together. */
static void each_run(struct code_match_set *set, const uint32_t *list,
		     bool (*same)(const struct code_match_kept *a,
				  const struct code_match_kept *b),
		     void (*judge)(const struct run *r))
{
	size_t i, from;

	for (from = 0, i = 1; i <= set->n; i++) {
		if (i < set->n &&
		    same(&set->codes[list[i]], &set->codes[list[from]]))
			continue;
		judge(&(struct run){set, list + from, i - from});
		from = i;
	}
}

void code_match_cross(struct code_match_set *set)
{
	uint32_t *list = mem_xcalloc(set->n + 1, sizeof(*list));
	size_t i;

	for (i = 0; i < set->n; i++)
		list[i] = (uint32_t)i;
	if (set->n) {
		qsort_r(list, set->n, sizeof(*list), order_hash, set->codes);
		each_run(set, list, same_hash, judge_hash);
		qsort_r(list, set->n, sizeof(*list), order_owner, set->codes);
		each_run(set, list, same_owner, judge_owner);
	}
	free(list);
}
