/* SPDX-License-Identifier: MIT */
/*
 * What the night's search loses against verdicts on every pair, on the photos
 * of $QCTOOL_TESTDATA/pairs with faces found anew: the labelled copies, asked
 * either way, and all pairs of every STEP-th photo.
 *   accuracy_same_search [STEP]       STEP 14 unless told; 1 takes an hour
 * Exit status 1 when more than .5 % of the labelled copies are lost, or a
 * "same" of any pair.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "codec/config/cascade.h"
#include "compare/compare_pair.h"
#include "compare/compare_search.h"
#include "image/face/others.h"
#include "support/pairs.h"

struct run {
	struct pairs corpus;
	struct face_models models;
	struct compare_face *faces;
	long pairs, found, judged[3], lost[3];
};

static struct image_box largest(const struct run *run, const struct image *im)
{
	struct face found[FACE_MAX];

	if (face_others_find(&run->models, im, found) == 0)
		return (struct image_box){0, 0, 0, 0};
	return (struct image_box){
		(int)lround(found[0].x), (int)lround(found[0].y),
		(int)lround(found[0].width), (int)lround(found[0].height)};
}

static const struct compare_face *face_of(struct run *run, int photo)
{
	struct compare_face *f = &run->faces[photo];
	struct image grey = IMAGE_INIT;
	struct compare_source source = {.grey = &grey};

	if (f->face == NULL && pairs_grey(&run->corpus, photo, 0, &grey) == 0) {
		source.face = largest(run, &grey);
		compare_face_open(f, &source, NULL);
	}
	image_release(&grey);
	return f;
}

static int
signatures_of(struct run *run, int photo,
	      struct align_signature signatures[ALIGN_SIGNATURE_MOST])
{
	const struct compare_face *f = face_of(run, photo);
	struct compare_source source = {.grey = &f->grey, .face = f->box};

	return compare_face_signatures(&source, signatures, NULL);
}

static bool proposes(const struct compare_query *query,
		     const struct align_signature *signatures, int n)
{
	struct compare_search *set = compare_search_new();
	struct compare_candidates found = {NULL, 0};
	bool any;

	compare_search_add(set, signatures, (size_t)n, NULL);
	compare_search_find(set, query, 0, &found, NULL);
	any = found.n > 0;
	free(found.list);
	compare_search_free(set);
	return any;
}

/* Ask for b with a; what a full verdict says of the pair decides. */
static void ask(struct run *run, const struct compare_query *query, int a,
		int b, const char *what)
{
	struct align_signature signatures[ALIGN_SIGNATURE_MOST];
	struct compare_verdict v;
	bool found =
		proposes(query, signatures, signatures_of(run, b, signatures));

	compare_pair(face_of(run, a), face_of(run, b), NULL, &v);
	run->pairs++;
	run->found += found;
	run->judged[v.verdict]++;
	if (found || v.verdict == ALIGN_DIFFERENT)
		return;
	run->lost[v.verdict]++;
	printf("lost: %s, M %.3f: %s %s, %s\n", align_verdict_name(v.verdict),
	       v.evidence.measure, run->corpus.photos[a].name,
	       run->corpus.photos[b].name, what);
}

static void print_row(const struct run *r, const char *name)
{
	printf("%-30s pairs %7ld  proposed %.4f %%  same %ld, lost %ld  "
	       "suspect %ld, lost %ld\n",
	       name, r->pairs, 100.0 * (double)r->found / (double)r->pairs,
	       r->judged[ALIGN_SAME], r->lost[ALIGN_SAME],
	       r->judged[ALIGN_SUSPECT], r->lost[ALIGN_SUSPECT]);
}

static void reset(struct run *r)
{
	int i;

	r->pairs = r->found = 0;
	for (i = 0; i < 3; i++)
		r->judged[i] = r->lost[i] = 0;
}

static bool labelled(struct run *run)
{
	static struct compare_query query;
	long lost, all;
	size_t i;
	int way;

	reset(run);
	for (i = 0; i < run->corpus.pair_count; i++) {
		const struct pairs_pair *p = &run->corpus.pairs[i];

		for (way = 0; p->same && way < 2; way++) {
			int a = way ? p->b : p->a, b = way ? p->a : p->b;

			compare_face_query(face_of(run, a), &query, NULL);
			ask(run, &query, a, b, p->transform);
			compare_face_query_release(&query);
		}
	}
	print_row(run, "labelled copies, either way");
	lost = run->lost[ALIGN_SAME] + run->lost[ALIGN_SUSPECT];
	all = run->judged[ALIGN_SAME] + run->judged[ALIGN_SUSPECT];
	printf("%s  found of what a verdict calls suspect or same: %.4f (aim "
	       ".995)\n",
	       lost * 200 <= all ? "ok  " : "MISS",
	       1 - (double)lost / (double)all);
	return lost * 200 <= all;
}

static bool every_pair(struct run *run, int step)
{
	static struct compare_query query;
	int n = (int)run->corpus.photo_count, i, j;

	reset(run);
	for (i = 0; i < n; i += step) {
		compare_face_query(face_of(run, i), &query, NULL);
		for (j = 0; j < n; j += step)
			if (j != i)
				ask(run, &query, i, j, "of all pairs");
		compare_face_query_release(&query);
	}
	print_row(run, "all pairs, either way");
	printf("%s  \"same\" lost: %ld (aim 0)\n",
	       run->lost[ALIGN_SAME] > 0 ? "MISS" : "ok  ",
	       run->lost[ALIGN_SAME]);
	return run->lost[ALIGN_SAME] == 0;
}

int main(int argc, char **argv)
{
	int step = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 14;
	struct run run = {.pairs = 0};
	struct error err = ERROR_INIT;
	size_t i;
	bool ok;

	if (pairs_load(&run.corpus) < 0 ||
	    cascade_models_load(&run.models, &err) < 0) {
		puts("accuracy_same_search: no pairs or no models, skipped");
		return 0;
	}
	run.faces = mem_xcalloc(run.corpus.photo_count, sizeof(*run.faces));
	ok = labelled(&run);
	ok = every_pair(&run, step > 0 ? step : 1) && ok;
	for (i = 0; i < run.corpus.photo_count; i++)
		compare_face_release(&run.faces[i]);
	free(run.faces);
	cascade_models_release(&run.models);
	pairs_release(&run.corpus);
	return !ok;
}
