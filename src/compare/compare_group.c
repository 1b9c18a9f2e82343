/* SPDX-License-Identifier: MIT */
#include "compare/compare_group.h"

#include <stdlib.h>

#include "base/batch.h"
#include "base/i18n.h"
#include "base/mem.h"

/* 3.2 GB of them; a pile of one photo has n² / 2. */
enum { MOST_CANDIDATES = 100000000 };

struct candidates {
	struct compare_link *list;
	size_t n, cap;
};

static int by_pair(const void *a, const void *b)
{
	const struct compare_link *x = a, *y = b;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	return x->distance - y->distance;
}

/* Sorted, each pair once with its least distance. */
static void remove_repeats(struct candidates *c)
{
	size_t i, kept = 0;

	if (c->n == 0)
		return;
	qsort(c->list, c->n, sizeof(*c->list), by_pair);
	for (i = 1; i < c->n; i++)
		if (c->list[i].a != c->list[kept].a ||
		    c->list[i].b != c->list[kept].b)
			c->list[++kept] = c->list[i];
	c->n = kept + 1;
}

static int add_found(struct candidates *c, size_t i,
		     const struct compare_candidates *found, struct error *err)
{
	size_t k;

	for (k = 0; k < found->n; k++) {
		size_t j = found->list[k].number;

		if (j == i)
			continue;
		if (c->n >= MOST_CANDIDATES)
			return error_set(err, ERROR_LIMIT,
					 _("too many alike photos to compare"));
		MEM_GROW(c->list, c->n, c->cap);
		c->list[c->n++] = (struct compare_link){
			.a = i < j ? i : j,
			.b = i < j ? j : i,
			.distance = found->list[k].distance};
	}
	return 0;
}

/*
 * All candidates first, in a pass of their own: a pair is found from either
 * side, most of them from both, and must be judged once.
 */
struct finding_run {
	const struct compare_group_input *in;
	struct candidates *all;
	size_t next;
};

struct found {
	const struct compare_group_input *in;
	size_t i;
	struct compare_candidates found;
	int status;
	struct error err;
};

static int next_photo(void *ctx, void *item, struct error *err)
{
	struct finding_run *s = ctx;
	struct found *a = item;

	(void)err;
	if (s->next == s->in->n)
		return 0;
	a->in = s->in;
	a->i = s->next++;
	return 1;
}

static void find_found(void *item, void *scratch)
{
	struct found *a = item;

	(void)scratch;
	a->status = a->in->find(a->in->ctx, a->i, &a->found, &a->err);
}

static int collect_found(void *ctx, void *item, struct error *err)
{
	struct finding_run *s = ctx;
	struct found *a = item;

	if (a->status < 0) {
		*err = a->err;
		return -1;
	}
	return add_found(s->all, a->i, &a->found, err);
}

static void discard_found(void *item)
{
	free(((struct found *)item)->found.list);
}

static int find_candidates(const struct compare_group_input *in,
			   struct candidates *c, struct error *err)
{
	static const struct batch shape = {.next = next_photo,
					   .work = find_found,
					   .done = collect_found,
					   .discard = discard_found,
					   .item_size = sizeof(struct found)};
	struct finding_run run = {in, c, 0};
	int status = batch_run(&shape, &run, in->jobs, err);

	remove_repeats(c);
	return status;
}

struct verify_run {
	const struct compare_group_input *in;
	const struct candidates *candidates;
	size_t next;
	struct compare_groups *out;
	size_t cap;
};

struct verified {
	const struct compare_group_input *in;
	struct compare_link link;
	int status;
	struct error err;
};

static int next_candidate(void *ctx, void *item, struct error *err)
{
	struct verify_run *run = ctx;
	struct verified *job = item;

	(void)err;
	if (run->next == run->candidates->n)
		return 0;
	job->in = run->in;
	job->link = run->candidates->list[run->next++];
	return 1;
}

static void verify_candidate(void *item, void *scratch)
{
	struct verified *job = item;
	struct compare_verdict verdict = {ALIGN_DIFFERENT, 0};

	(void)scratch;
	job->status = job->in->verify(job->in->ctx, job->link.a, job->link.b,
				      &verdict, &job->err);
	job->link.verdict = verdict.verdict;
	job->link.score = verdict.score;
}

static size_t root_of(size_t *group, size_t i)
{
	while (group[i] != i)
		i = group[i] = group[group[i]];
	return i;
}

/*
 * The smaller number stays the root, so order does not matter.  Without union
 * by rank a find is still short: groups of one photo are small.
 */
static void join(size_t *group, size_t a, size_t b)
{
	a = root_of(group, a);
	b = root_of(group, b);
	if (a < b)
		group[b] = a;
	else
		group[a] = b;
}

static int join_verified(void *ctx, void *item, struct error *err)
{
	struct verify_run *run = ctx;
	struct verified *job = item;
	struct compare_groups *out = run->out;

	if (job->status < 0) {
		*err = job->err;
		return -1;
	}
	out->verified++;
	if (job->link.verdict == ALIGN_DIFFERENT)
		return 0;
	MEM_GROW(out->links, out->link_count, run->cap);
	out->links[out->link_count++] = job->link;
	if (job->link.verdict >= run->in->least)
		join(out->group, job->link.a, job->link.b);
	return 0;
}

static void discard_verified(void *item)
{
	(void)item;
}

static const struct batch verifying = {.next = next_candidate,
				       .work = verify_candidate,
				       .done = join_verified,
				       .discard = discard_verified,
				       .item_size = sizeof(struct verified)};

int compare_group(const struct compare_group_input *in,
		  struct compare_groups *out, struct error *err)
{
	struct candidates c = {NULL, 0, 0};
	struct verify_run run = {.in = in, .candidates = &c, .out = out};
	int status;
	size_t i;

	*out = (struct compare_groups){NULL, 0, NULL, 0};
	out->group = mem_xcalloc(in->n + 1, sizeof(*out->group));
	for (i = 0; i < in->n; i++)
		out->group[i] = i;
	status = find_candidates(in, &c, err);
	if (status == 0)
		status = batch_run(&verifying, &run, in->jobs, err);
	for (i = 0; i < in->n; i++)
		out->group[i] = root_of(out->group, i);
	free(c.list);
	if (status < 0)
		compare_group_release(out);
	return status;
}

void compare_group_release(struct compare_groups *g)
{
	free(g->links);
	free(g->group);
	*g = (struct compare_groups){NULL, 0, NULL, 0};
}
