/* SPDX-License-Identifier: MIT */
/*
 * Calibration of the same-photo verdict: every correlation and the measure on
 * the labelled pairs of $QCTOOL_TESTDATA/pairs, on all pairs of plain photos of
 * one person, and on fresh attacks (support/attack.h) against their own and
 * against another photo of the person.  People with an even number are for
 * setting the points of image/align/evidence.c, the odd ones check them.
 *
 *   same_roc           tables: the points the even people ask for, ROC of both
 *   same_roc --dump    one line a pair
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/align/evidence.h"
#include "support/attack.h"
#include "support/pairs.h"

enum kind { SAME, MADE, OTHER, PERSON, BURST, KINDS };
enum { MAP = 4, CORRELATIONS = 2 * MAP + 1, FOLDS = 2 };

static const char *const kind_names[KINDS] = {
	"same photo, corpus", "same photo, fresh attack", "different people",
	"same person, other photo", "one sitting, low resolution"};

static const char *const correlation_names[CORRELATIONS] = {
	"affine low",	"affine fine", "affine part",
	"affine mid",	"elastic low", "elastic fine",
	"elastic part", "elastic mid", "trimmed"};

struct sample {
	enum kind kind;
	int fold;
	double measure, correlation[CORRELATIONS];
};

struct run {
	struct pairs corpus;
	struct align_face **faces;
	struct sample *samples;
	size_t n, cap;
	bool dump;
};

/*
 * Pairs of one capture that the corpus does not label: its SOURCES.md warns
 * of more; found by eye.
 */
static bool is_unlabelled(const char *a, const char *b)
{
	static const char *const found[][2] = {{"orl_24_09", "orl_24_10"}};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(found); i++)
		if ((strstr(a, found[i][0]) && strstr(b, found[i][1])) ||
		    (strstr(a, found[i][1]) && strstr(b, found[i][0])))
			return true;
	return false;
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

static void add(struct run *run, const struct align_face *a,
		const struct align_face *b, struct sample s)
{
	bool swap = align_face_swapped(a, b);
	struct align_evidence e;

	if (!align_evidence_collect(swap ? b : a, swap ? a : b, &e))
		memset(&e, 0, sizeof(e));
	s.measure = align_evidence_measure(&e);
	memcpy(s.correlation, &e.affine, sizeof(e.affine));
	memcpy(s.correlation + MAP, &e.elastic, sizeof(e.elastic));
	s.correlation[2 * MAP] = e.trimmed;
	MEM_GROW(run->samples, run->n, run->cap);
	run->samples[run->n++] = s;
}

static void tell(const struct run *run, const char *what, const char *a,
		 const char *b)
{
	const struct sample *s = &run->samples[run->n - 1];
	int w;

	if (!run->dump)
		return;
	printf("%d %d %.4f", (int)s->kind, s->fold, s->measure);
	for (w = 0; w < CORRELATIONS; w++)
		printf(" %.4f", s->correlation[w]);
	printf(" %s %s %s\n", what, a, b);
}

static void add_labelled(struct run *run)
{
	size_t i;

	for (i = 0; i < run->corpus.pair_count; i++) {
		const struct pairs_pair *p = &run->corpus.pairs[i];
		const struct pairs_photo *a = &run->corpus.photos[p->a];
		const struct pairs_photo *b = &run->corpus.photos[p->b];
		struct sample s = {.fold = a->person % FOLDS};

		s.kind = p->same		  ? SAME
			 : a->person != b->person ? OTHER
			 : a->burst		  ? BURST
						  : PERSON;
		add(run, face_of(run, p->a), face_of(run, p->b), s);
		tell(run, p->transform, a->name, b->name);
	}
}

static bool is_plain(const struct pairs_photo *p)
{
	return strncmp(p->name, "orig/", 5) == 0;
}

static bool is_labelled_same(const struct run *run, int a, int b)
{
	size_t i;

	for (i = 0; i < run->corpus.pair_count; i++) {
		const struct pairs_pair *p = &run->corpus.pairs[i];

		if (p->same &&
		    ((p->a == a && p->b == b) || (p->a == b && p->b == a)))
			return true;
	}
	return is_unlabelled(run->corpus.photos[a].name,
			     run->corpus.photos[b].name);
}

/* Every pair of one person's plain photos; a third of the long bursts. */
static void add_people(struct run *run)
{
	const struct pairs_photo *p = run->corpus.photos;
	int n = (int)run->corpus.photo_count, i, j;

	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++) {
			struct sample s = {.kind = p[i].burst ? BURST : PERSON,
					   .fold = p[i].person % FOLDS};

			if (p[i].person != p[j].person || !is_plain(&p[i]) ||
			    !is_plain(&p[j]) || is_labelled_same(run, i, j) ||
			    (p[i].burst && (i * 7 + j) % 3 != 0))
				continue;
			add(run, face_of(run, i), face_of(run, j), s);
			tell(run, "plain", p[i].name, p[j].name);
		}
}

static int other_photo(const struct run *run, int photo, int salt)
{
	const struct pairs_photo *p = run->corpus.photos;
	int n = (int)run->corpus.photo_count, i, found = -1;

	for (i = 0; i < n; i++)
		if (i != photo && p[i].person == p[photo].person &&
		    is_plain(&p[i]) && !is_labelled_same(run, i, photo) &&
		    (found < 0 || (i * 5 + salt) % 4 == 0))
			found = i;
	return found;
}

/* One attack on one photo, against the photo and another of the person. */
static void add_attack(struct run *run, int photo, const struct image *grey,
		       int number)
{
	const struct pairs_photo *p = &run->corpus.photos[photo];
	int other = other_photo(run, photo, photo + number);
	struct image_box box = p->box;
	struct image made = IMAGE_INIT;
	struct align_face *face;
	struct sample s = {.kind = MADE, .fold = p->person % FOLDS};
	char what[48];

	attack_make((enum attack)(number / 2), number % 2, (uint32_t)photo,
		    grey, &box, &made);
	if (p->box.width == 0)
		box.width = 0;
	snprintf(what, sizeof(what), "%s:%s",
		 attack_name((enum attack)(number / 2)),
		 number % 2 ? "strong" : "mild");
	face = align_prepare(&made, box, NULL);
	add(run, face_of(run, photo), face, s);
	tell(run, what, p->name, "made");
	if (other >= 0) {
		s.kind = p->burst ? BURST : PERSON;
		add(run, face_of(run, other), face, s);
		tell(run, what, run->corpus.photos[other].name, p->name);
	}
	align_free(face);
	image_release(&made);
}

static void add_attacks(struct run *run)
{
	int n = (int)run->corpus.photo_count, i, k;
	struct image grey;

	for (i = 0; i < n; i += 3) {
		grey = (struct image)IMAGE_INIT;
		if (!is_plain(&run->corpus.photos[i]) ||
		    pairs_grey(&run->corpus, i, 0, &grey) < 0)
			continue;
		for (k = 0; k < 6; k++)
			add_attack(run, i, &grey,
				   (i / 3 * 6 + k) % (2 * ATTACKS));
		image_release(&grey);
	}
}

/* The largest value of a correlation over kinds of one fold. */
static double largest(const struct run *run, int correlation, int fold,
		      bool bursts)
{
	double most = 0;
	size_t i;

	for (i = 0; i < run->n; i++) {
		const struct sample *s = &run->samples[i];

		if (s->fold == fold && s->kind >= OTHER &&
		    (bursts || s->kind != BURST) &&
		    s->correlation[correlation] > most)
			most = s->correlation[correlation];
	}
	return most;
}

static void print_points(const struct run *run)
{
	int w;

	puts("Largest value of a stranger, and of a stranger or a burst:");
	printf("%-12s %9s %9s %9s %9s\n", "correlation", "even", "with b.",
	       "odd", "with b.");
	for (w = 0; w < CORRELATIONS; w++)
		printf("%-12s %9.4f %9.4f %9.4f %9.4f\n", correlation_names[w],
		       largest(run, w, 0, false), largest(run, w, 0, true),
		       largest(run, w, 1, false), largest(run, w, 1, true));
}

static double share(const struct run *run, enum kind kind, int fold,
		    double limit)
{
	int n = 0, over = 0;
	size_t i;

	for (i = 0; i < run->n; i++) {
		const struct sample *s = &run->samples[i];

		if (s->kind != kind || s->fold != fold)
			continue;
		n++;
		over += s->measure >= limit;
	}
	return n > 0 ? (double)over / n : 0;
}

static void print_roc(const struct run *run, int fold)
{
	static const double limits[] = {.85, .87,  .89, .905, .92, .93,	 .94,
					.95, .955, .96, .965, .97, .975, .98};
	size_t i;
	int k;

	printf("\n%s people\n\n| M at least |", fold == 0 ? "Even" : "Odd");
	for (k = 0; k < KINDS; k++)
		printf(" %s |", kind_names[k]);
	puts("\n|---|---:|---:|---:|---:|---:|");
	for (i = 0; i < ARRAY_SIZE(limits); i++) {
		printf("| %.3f |", limits[i]);
		for (k = 0; k < KINDS; k++)
			printf(" %.4f |",
			       share(run, (enum kind)k, fold, limits[i]));
		puts("");
	}
}

static void print_counts(const struct run *run)
{
	int counts[KINDS][FOLDS] = {{0}}, k;
	size_t i;

	for (i = 0; i < run->n; i++)
		counts[run->samples[i].kind][run->samples[i].fold]++;
	for (k = 0; k < KINDS; k++)
		printf("%-28s even %5d  odd %5d\n", kind_names[k], counts[k][0],
		       counts[k][1]);
	puts("");
}

int main(int argc, char **argv)
{
	struct run run = {.dump = argc > 1 && strcmp(argv[1], "--dump") == 0};
	size_t i;

	if (pairs_load(&run.corpus) < 0) {
		puts("same_roc: no pairs below $QCTOOL_TESTDATA, skipped");
		return 0;
	}
	run.faces = mem_xcalloc(run.corpus.photo_count, sizeof(*run.faces));
	add_labelled(&run);
	add_people(&run);
	add_attacks(&run);
	if (!run.dump) {
		print_counts(&run);
		print_points(&run);
		print_roc(&run, 0);
		print_roc(&run, 1);
	}
	for (i = 0; i < run.corpus.photo_count; i++)
		align_free(run.faces[i]);
	free(run.faces);
	free(run.samples);
	pairs_release(&run.corpus);
	return 0;
}
