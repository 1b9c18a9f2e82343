/* SPDX-License-Identifier: MIT */
#include "code/code_match_cross.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NOBODY CODE_MATCH_NOBODY

static int order_hash(const void *a, const void *b)
{
	const struct code_match_code *x = *(struct code_match_code *const *)a;
	const struct code_match_code *y = *(struct code_match_code *const *)b;
	int differ = strcmp(x->sha256, y->sha256);

	return differ ? differ : (x > y) - (x < y);
}

static int order_owner(const void *a, const void *b)
{
	const struct code_match_code *x = *(struct code_match_code *const *)a;
	const struct code_match_code *y = *(struct code_match_code *const *)b;

	if (x->owner != y->owner)
		return x->owner < y->owner ? -1 : 1;
	return (x > y) - (x < y);
}

/* What the codes of one payload say of their owners. */
struct agreement {
	bool one;  /* all are one student's */
	bool hand; /* a person matched one of them */
	bool torn; /* two different owners are claimed */
};

static struct agreement agreement_of(struct code_match_code *const *list,
				     size_t n)
{
	struct agreement a = {.one = list[0]->owner != NOBODY};
	size_t i, owner = NOBODY;

	for (i = 0; i < n; i++) {
		a.one = a.one && list[i]->owner == list[0]->owner;
		a.hand = a.hand || list[i]->by_hand;
		if (list[i]->owner == NOBODY)
			continue;
		a.torn = a.torn || (owner != NOBODY && list[i]->owner != owner);
		owner = list[i]->owner;
	}
	return a;
}

/*
 * One payload under several files.  A payload that tells its owner keeps him
 * when the other file only carries a wrong name.  Torn between two it is
 * nobody's: half the guesses would be wrong, and a wrong one is not seen again.
 */
static void judge_hash(struct code_match_code **list, size_t n)
{
	struct agreement a = agreement_of(list, n);
	size_t i;

	for (i = 0; i < n; i++) {
		findings_add_detail(&list[i]->findings,
				    a.one ? "CODE-DUP-FILE" : "CODE-DUP",
				    list[i ? 0 : 1]->file);
		if (a.torn && !a.hand)
			list[i]->owner = NOBODY;
	}
}

static void supersede(struct code_match_code *old, const char *by)
{
	if (!findings_has(&old->findings, "CODE-SUPERSEDED"))
		findings_add_detail(&old->findings, "CODE-SUPERSEDED", by);
	old->superseded = true;
}

/*
 * The codes of one student in the order they came: a later payload puts those
 * before it out of force, and a payload once superseded stays so, whatever
 * file it comes back in.
 */
static void judge_owner(struct code_match_code **list, size_t n)
{
	size_t i, j;

	for (i = 0; i < n; i++) {
		for (j = 0; j < i && !list[i]->superseded; j++)
			if (list[j]->superseded &&
			    strcmp(list[j]->sha256, list[i]->sha256) == 0)
				supersede(list[i], list[j]->file);
		for (j = 0; j < i && !list[i]->superseded; j++)
			if (strcmp(list[j]->sha256, list[i]->sha256) != 0)
				supersede(list[j], list[i]->file);
	}
}

void code_match_cross(struct code_match_set *set)
{
	struct code_match_code **list =
		mem_xcalloc(set->n + 1, sizeof(struct code_match_code *));
	size_t i, from;

	for (i = 0; i < set->n; i++)
		list[i] = &set->codes[i];
	/* sorted twice, each time runs of equals are judged together */
	qsort(list, set->n, sizeof(struct code_match_code *), order_hash);
	for (from = 0, i = 1; i <= set->n; i++)
		if (i == set->n ||
		    strcmp(list[i]->sha256, list[from]->sha256) != 0) {
			if (i - from > 1)
				judge_hash(list + from, i - from);
			from = i;
		}
	qsort(list, set->n, sizeof(struct code_match_code *), order_owner);
	for (from = 0, i = 1; i <= set->n; i++)
		if (i == set->n || list[i]->owner != list[from]->owner) {
			if (list[from]->owner != NOBODY)
				judge_owner(list + from, i - from);
			from = i;
		}
	free(list);
}
