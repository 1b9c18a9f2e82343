/* SPDX-License-Identifier: MIT */
/*
 * Verdicts on the labelled pairs of $QCTOOL_TESTDATA/pairs and on sampled
 * pairs of different people, as a table by label and attack; exit status 1
 * when an aim is missed.  --dump prints every pair instead; --detect looks for
 * the faces anew instead of taking the corpus's boxes, and judges as the
 * program does, with a second look.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "codec/config/cascade.h"
#include "compare/compare_pair.h"
#include "image/face/others.h"
#include "support/pairs.h"

enum { OTHERS = 2500 }; /* sampled pairs of different people */

struct tally {
	char name[48];
	int n, suspect, same; /* suspect counts same too */
	double least, most;
};

struct run {
	struct pairs corpus;
	struct align_face **faces;
	struct compare_face *opened; /* with --detect */
	struct tally rows[64];
	int row_count;
	bool dump, detect;
	struct face_models models;
};

/* The largest face, width 0 for none. */
static struct image_box detected(const struct run *run, const struct image *im)
{
	struct face found[FACE_MAX];

	if (face_others_find(&run->models, im, found) == 0)
		return (struct image_box){0, 0, 0, 0};
	return (struct image_box){
		(int)lround(found[0].x), (int)lround(found[0].y),
		(int)lround(found[0].width), (int)lround(found[0].height)};
}

static struct align_face *face_of(struct run *run, int photo)
{
	struct image grey = IMAGE_INIT;

	if (run->faces[photo] == NULL &&
	    pairs_grey(&run->corpus, photo, 0, &grey) == 0)
		run->faces[photo] = align_prepare(
			&grey, run->corpus.photos[photo].box, NULL);
	image_release(&grey);
	return run->faces[photo];
}

static const struct compare_face *opened(struct run *run, int photo)
{
	struct compare_face *f = &run->opened[photo];
	struct image grey = IMAGE_INIT;
	struct compare_source source = {.grey = &grey};

	if (f->face == NULL && pairs_grey(&run->corpus, photo, 0, &grey) == 0) {
		source.face = detected(run, &grey);
		compare_face_open(f, &source, NULL);
	}
	image_release(&grey);
	return f;
}

static void measure(struct run *run, int a, int b, struct align_result *r)
{
	struct compare_verdict v;

	if (!run->detect) {
		align_compare(face_of(run, a), face_of(run, b), r);
		return;
	}
	compare_pair(opened(run, a), opened(run, b), NULL, &v);
	*r = v.evidence;
}

static struct tally *row_of(struct run *run, const char *name)
{
	struct tally *row;
	int i;

	for (i = 0; i < run->row_count; i++)
		if (strcmp(run->rows[i].name, name) == 0)
			return &run->rows[i];
	row = &run->rows[run->row_count++];
	*row = (struct tally){.least = 2, .most = -1};
	snprintf(row->name, sizeof(row->name), "%s", name);
	return row;
}

static void count(struct run *run, const char *name,
		  const struct align_result *r)
{
	enum align_verdict v = align_verdict(r, &align_limits_default);
	struct tally *row = row_of(run, name);

	row->n++;
	row->suspect += v >= ALIGN_SUSPECT;
	row->same += v == ALIGN_SAME;
	if (r->measure < row->least)
		row->least = r->measure;
	if (r->measure > row->most)
		row->most = r->measure;
}

static void judge(struct run *run, const struct pairs_pair *pair)
{
	const struct pairs_photo *a = &run->corpus.photos[pair->a];
	const struct pairs_photo *b = &run->corpus.photos[pair->b];
	struct align_result r;
	char name[64];

	measure(run, pair->a, pair->b, &r);
	if (run->dump) {
		printf("%.4f %d %s %s %s\n", r.measure, pair->same,
		       pair->transform, a->name, b->name);
		return;
	}
	if (pair->same) {
		snprintf(name, sizeof(name), "  %s", pair->transform);
		count(run, name, &r);
		count(run,
		      strstr(pair->transform, "mild") ? "same, mild"
		      : strstr(pair->transform, "strong")
			      ? "same, strong"
			      : "same, re-crop of one capture",
		      &r);
		return;
	}
	count(run,
	      a->person != b->person ? "different people"
	      : a->burst	     ? "one sitting, low resolution"
				     : "same person, other photo",
	      &r);
}

/* Pairs of plain photos of different people, the same ones every time. */
static void judge_others(struct run *run)
{
	uint64_t seed = 1;
	int i, n = (int)run->corpus.photo_count;

	for (i = 0; i < OTHERS;) {
		struct pairs_pair pair = {.same = false};

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		pair.a = (int)((seed >> 33) % (unsigned)n);
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		pair.b = (int)((seed >> 33) % (unsigned)n);
		if (run->corpus.photos[pair.a].person ==
		    run->corpus.photos[pair.b].person)
			continue;
		strcpy(pair.transform, "sampled");
		judge(run, &pair);
		i++;
	}
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct tally *)a)->name,
		      ((const struct tally *)b)->name);
}

static void print_table(struct run *run)
{
	int i;

	qsort(run->rows, (size_t)run->row_count, sizeof(*run->rows), by_name);
	printf("%-34s %5s %8s %8s %8s %8s\n", "pairs", "n", "suspect+", "same",
	       "least M", "most M");
	for (i = 0; i < run->row_count; i++) {
		const struct tally *t = &run->rows[i];

		printf("%-34s %5d %8.4f %8.4f %8.3f %8.3f\n", t->name, t->n,
		       (double)t->suspect / t->n, (double)t->same / t->n,
		       t->least, t->most);
	}
}

/* An aim: the share of row that must be at least, or at most, a limit. */
static const struct aim {
	const char *row;
	bool same, at_most;
	double limit;
} aims[] = {
	{"same, mild", false, false, .998},
	{"same, mild", true, false, .97},
	{"same, strong", false, false, .99},
	{"same, strong", true, false, .93},
	{"same, re-crop of one capture", false, false, 1},
	{"different people", true, true, 0},
	{"different people", false, true, .005},
	{"same person, other photo", true, true, 0},
	{"same person, other photo", false, true, .005},
	{"one sitting, low resolution", true, true, 0},
};

static int missed_aims(struct run *run)
{
	size_t i;
	int missed = 0;

	for (i = 0; i < ARRAY_SIZE(aims); i++) {
		const struct aim *aim = &aims[i];
		struct tally *t = row_of(run, aim->row);
		double share = (double)(aim->same ? t->same : t->suspect) /
			       (t->n > 0 ? t->n : 1);
		bool ok = aim->at_most ? share <= aim->limit
				       : share >= aim->limit;

		printf("%s  %-30s %-10s %.4f (aim %s %.3f)\n",
		       ok ? "ok  " : "MISS", aim->row,
		       aim->same ? "same" : "suspect+", share,
		       aim->at_most ? "<=" : ">=", aim->limit);
		missed += !ok;
	}
	return missed;
}

int main(int argc, char **argv)
{
	struct run run = {.dump = argc > 1 && strcmp(argv[1], "--dump") == 0,
			  .detect =
				  argc > 1 && strcmp(argv[1], "--detect") == 0};
	struct error err = ERROR_INIT;
	size_t i;
	int missed = 0;

	if (pairs_load(&run.corpus) < 0) {
		puts("accuracy_same: no pairs below $QCTOOL_TESTDATA, skipped");
		return 0;
	}
	if (run.detect && cascade_models_load(&run.models, &err) < 0) {
		printf("accuracy_same: %s, skipped\n", err.text);
		pairs_release(&run.corpus);
		return 0;
	}
	run.faces = mem_xcalloc(run.corpus.photo_count, sizeof(*run.faces));
	run.opened = mem_xcalloc(run.corpus.photo_count, sizeof(*run.opened));
	for (i = 0; i < run.corpus.pair_count; i++)
		judge(&run, &run.corpus.pairs[i]);
	judge_others(&run);
	if (!run.dump) {
		print_table(&run);
		missed = missed_aims(&run);
	}
	for (i = 0; i < run.corpus.photo_count; i++) {
		align_free(run.faces[i]);
		compare_face_release(&run.opened[i]);
	}
	free(run.opened);
	free(run.faces);
	if (run.detect)
		cascade_models_release(&run.models);
	pairs_release(&run.corpus);
	return missed > 0;
}
