/* SPDX-License-Identifier: MIT */
/*
 * What the search finds of fresh attacks (support/attack.h) on every fifth
 * photo of $QCTOOL_TESTDATA/pairs, each also with 3 to 28 % cut away once
 * more, of those that a verdict calls suspect or same; and what it proposes of
 * strangers.  Faces are found anew.
 *   same_search [FIRST]      FIRST 0 to 4: other photos, other attacks
 *   same_search strangers    all pairs of plain photos of different people
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "codec/config/cascade.h"
#include "compare/compare_pair.h"
#include "compare/compare_search.h"
#include "image/face/others.h"
#include "support/attack.h"
#include "support/pairs.h"
#include "support/sitter_random.h"

enum { STEP = 5, ATTACK_STEP = 3 };

struct run {
	struct pairs corpus;
	struct face_models models;
	long asked, found;
};

static int open_face(struct run *run, const struct image *grey,
		     struct compare_face *f)
{
	struct compare_source source = {.grey = grey};
	struct face found[FACE_MAX];

	if (face_others_find(&run->models, grey, found) > 0)
		source.face = (struct image_box){(int)lround(found[0].x),
						 (int)lround(found[0].y),
						 (int)lround(found[0].width),
						 (int)lround(found[0].height)};
	return compare_face_open(f, &source, NULL);
}

static bool proposes(const struct compare_query *query,
		     const struct compare_face *other)
{
	struct align_signature signatures[ALIGN_SIGNATURE_MOST];
	struct compare_source source = {.grey = &other->grey,
					.face = other->box};
	struct compare_search *set = compare_search_new();
	struct compare_candidates found = {NULL, 0};
	int n = compare_face_signatures(&source, signatures, NULL);
	bool any;

	compare_search_add(set, signatures, n > 0 ? (size_t)n : 0, NULL);
	compare_search_find(set, query, 0, &found, NULL);
	any = found.n > 0;
	free(found.list);
	compare_search_free(set);
	return any;
}

static void ask(struct run *run, const struct compare_face *a,
		const struct compare_face *b)
{
	static struct compare_query query;
	struct compare_verdict v;

	compare_pair(a, b, NULL, &v);
	if (v.verdict == ALIGN_DIFFERENT ||
	    compare_face_query(a, &query, NULL) < 0)
		return;
	run->asked++;
	run->found += proposes(&query, b);
	compare_face_query_release(&query);
}

static void ask_picture(struct run *run, const struct compare_face *own,
			const struct image *made)
{
	struct compare_face f = {0};

	if (open_face(run, made, &f) == 0) {
		ask(run, own, &f);
		ask(run, &f, own);
	}
	compare_face_release(&f);
}

static struct image_box part_of(const struct image *im, uint64_t seed)
{
	struct sitter_random r = sitter_random_seed(seed, 1);
	double keep = 1 - sitter_random_in(&r, .03, .28);
	int w = (int)(im->width * keep), h = (int)(im->height * keep);

	return (struct image_box){
		(int)((im->width - w) * sitter_random_in(&r, 0, 1)),
		(int)((im->height - h) * sitter_random_in(&r, 0, 1)), w, h};
}

static void attack_photo(struct run *run, size_t photo, unsigned first)
{
	struct image grey = IMAGE_INIT, made = IMAGE_INIT, part = IMAGE_INIT;
	struct compare_face own = {0};
	struct image_box box;
	unsigned k;

	if (pairs_grey(&run->corpus, (int)photo, 0, &grey) == 0 &&
	    open_face(run, &grey, &own) == 0)
		for (k = first % ATTACK_STEP; k < 2 * ATTACKS;
		     k += ATTACK_STEP) {
			box = run->corpus.photos[photo].box;
			attack_make((enum attack)(k / 2), (int)(k % 2),
				    (uint32_t)photo + 1000 * first, &grey, &box,
				    &made);
			ask_picture(run, &own, &made);
			if (image_crop(&made, part_of(&made, photo * 100 + k),
				       &part, NULL) == 0)
				ask_picture(run, &own, &part);
			image_release(&part);
			image_release(&made);
		}
	compare_face_release(&own);
	image_release(&grey);
}

static bool is_plain(const struct pairs_photo *p)
{
	return strncmp(p->name, "orig/", 5) == 0;
}

static void attacks(struct run *run, unsigned first)
{
	size_t i;

	for (i = first; i < run->corpus.photo_count; i += STEP)
		if (is_plain(&run->corpus.photos[i]))
			attack_photo(run, i, first + (unsigned)(i / STEP));
	printf("suspect or same by a verdict %ld, of them found %ld\n",
	       run->asked, run->found);
}

/* Every plain photo's signatures in one set; people of each number. */
static size_t fill(struct run *run, struct compare_face *faces,
		   struct compare_search *set, int *people)
{
	struct align_signature signatures[ALIGN_SIGNATURE_MOST];
	size_t i, added = 0;
	struct image grey;
	int n, k;

	for (i = 0; i < run->corpus.photo_count; i++) {
		grey = (struct image)IMAGE_INIT;
		if (is_plain(&run->corpus.photos[i]) &&
		    pairs_grey(&run->corpus, (int)i, 0, &grey) == 0 &&
		    open_face(run, &grey, &faces[i]) == 0) {
			struct compare_source source = {.grey = &faces[i].grey,
							.face = faces[i].box};

			n = compare_face_signatures(&source, signatures, NULL);
			compare_search_add(set, signatures,
					   n > 0 ? (size_t)n : 0, NULL);
			for (k = 0; k < n; k++)
				people[added++] = run->corpus.photos[i].person;
		}
		image_release(&grey);
	}
	return added;
}

static void strangers(struct run *run)
{
	size_t n = run->corpus.photo_count, count, i, k;
	struct compare_face *faces = mem_xcalloc(n, sizeof(*faces));
	int *people = mem_xcalloc(n * ALIGN_SIGNATURE_MOST, sizeof(*people));
	struct compare_search *set = compare_search_new();
	static struct compare_query query;

	count = fill(run, faces, set, people);
	for (i = 0; i < n; i++) {
		struct compare_candidates found = {NULL, 0};

		if (faces[i].face == NULL ||
		    compare_face_query(&faces[i], &query, NULL) < 0)
			continue;
		for (k = 0; k < count; k++)
			run->asked += people[k] != run->corpus.photos[i].person;
		compare_search_find(set, &query, 0, &found, NULL);
		for (k = 0; k < found.n; k++)
			run->found += people[found.list[k].number] !=
				      run->corpus.photos[i].person;
		free(found.list);
		compare_face_query_release(&query);
	}
	for (i = 0; i < n; i++)
		compare_face_release(&faces[i]);
	compare_search_free(set);
	free(people);
	free(faces);
	printf("signatures of strangers %ld, proposed %ld, %.4f %%\n",
	       run->asked, run->found,
	       100.0 * (double)run->found / (double)run->asked);
}

int main(int argc, char **argv)
{
	struct run run = {.asked = 0};
	struct error err = ERROR_INIT;

	if (pairs_load(&run.corpus) < 0 ||
	    cascade_models_load(&run.models, &err) < 0) {
		puts("same_search: no pairs or no models, skipped");
		return 0;
	}
	if (argc > 1 && strcmp(argv[1], "strangers") == 0)
		strangers(&run);
	else
		attacks(&run,
			argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 0);
	cascade_models_release(&run.models);
	pairs_release(&run.corpus);
	return 0;
}
