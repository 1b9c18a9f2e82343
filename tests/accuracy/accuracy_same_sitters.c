/* SPDX-License-Identifier: MIT */
/*
 * Verdicts on people who do not exist (support/sitter.h), faces found by the
 * program's own detector: a picture made from the photo must be at least
 * suspect, another exposure never the same, another person always different.
 * Also whether the search of a night would have proposed the derived one.
 *   accuracy_same_sitters [COUNT [FIRST]]   100 sitters, 2000 for the full
 *                                           figure; seeds from FIRST on
 * Exit status 1 on any error.
 */
#include <stdio.h>
#include <stdlib.h>

#include "codec/config/cascade.h"
#include "compare/compare_pair.h"
#include "compare/compare_search.h"
#include "image/face/others.h"
#include "support/sitter.h"

enum { DERIVED, EXPOSURE, PERSON, QUESTIONS };

static const char *const names[QUESTIONS] = {"derived picture",
					     "other exposure", "other person"};

struct run {
	struct face_models models;
	int verdicts[QUESTIONS][3], errors, no_face;
	int searched, unfound; /* derived and at least suspect, either way */
};

static int attack_count(void)
{
	int n = 0;

	while (sitter_attacks[n] != NULL)
		n++;
	return n;
}

static int prepare(struct run *run, const struct image *rgb,
		   struct compare_face *out)
{
	struct face found[FACE_MAX];
	struct image grey = IMAGE_INIT;
	struct compare_source source = {.grey = &grey};
	int status;

	if (image_to_grey(rgb, &grey, NULL) < 0)
		return -1;
	if (face_others_find(&run->models, &grey, found) > 0)
		source.face = (struct image_box){
			(int)found[0].x, (int)found[0].y, (int)found[0].width,
			(int)found[0].height};
	else
		run->no_face++;
	status = compare_face_open(out, &source, NULL);
	image_release(&grey);
	return status;
}

static int draw(uint64_t person_seed, uint64_t shot_seed, struct image *rgb,
		struct sitter_truth *truth)
{
	struct sitter_person person;
	struct sitter_shot shot;

	sitter_person(person_seed, &person);
	sitter_shot_default(shot_seed, &shot);
	return sitter_render(&person, &shot, rgb, truth, NULL);
}

static void ask(struct run *run, int question, const struct compare_face *a,
		const struct compare_face *b, uint64_t seed)
{
	struct compare_verdict v;
	bool wrong;

	compare_pair(a, b, NULL, &v);
	run->verdicts[question][v.verdict]++;
	wrong = question == DERIVED    ? v.verdict == ALIGN_DIFFERENT
		: question == EXPOSURE ? v.verdict == ALIGN_SAME
				       : v.verdict != ALIGN_DIFFERENT;
	if (!wrong)
		return;
	run->errors++;
	printf("sitter %llu, %s%s%s: %s, M %.3f\n", (unsigned long long)seed,
	       names[question], question == DERIVED ? " by " : "",
	       question == DERIVED
		       ? sitter_attacks[seed % (uint64_t)attack_count()]
		       : "",
	       align_verdict_name(v.verdict), v.evidence.measure);
}

/* Would a search from a with b among the others propose the pair? */
static void search(struct run *run, const struct compare_face *a,
		   const struct compare_face *b, uint64_t seed)
{
	static struct compare_query query;
	struct align_signature signatures[ALIGN_SIGNATURE_MOST];
	struct compare_source source = {.grey = &b->grey, .face = b->box};
	struct compare_search *set = compare_search_new();
	struct compare_candidates found = {NULL, 0};
	int n = compare_face_signatures(&source, signatures, NULL);

	if (n > 0 &&
	    compare_search_add(set, signatures, (size_t)n, NULL) == 0 &&
	    compare_face_query(a, &query, NULL) == 0)
		compare_search_find(set, &query, 0, &found, NULL);
	run->searched++;
	run->unfound += found.n == 0;
	if (found.n == 0)
		printf("sitter %llu, derived by %s: not found by the search\n",
		       (unsigned long long)seed,
		       sitter_attacks[seed % (uint64_t)attack_count()]);
	free(found.list);
	compare_face_query_release(&query);
	compare_search_free(set);
}

static int judge(struct run *run, uint64_t seed)
{
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct image photo = IMAGE_INIT, made = IMAGE_INIT;
	struct image second = IMAGE_INIT, other = IMAGE_INIT;
	struct compare_face faces[4] = {{0}};
	const char *attack = sitter_attacks[seed % (uint64_t)attack_count()];
	int i, status = -1;

	if (draw(seed, seed, &photo, &truth) == 0 &&
	    sitter_derive(&photo, &truth, attack, seed, &made, NULL) == 0 &&
	    draw(seed, seed + 1000003, &second, NULL) == 0 &&
	    draw(seed + 500000, seed, &other, NULL) == 0 &&
	    prepare(run, &photo, &faces[0]) == 0 &&
	    prepare(run, &made, &faces[1]) == 0 &&
	    prepare(run, &second, &faces[2]) == 0 &&
	    prepare(run, &other, &faces[3]) == 0) {
		for (i = 0; i < QUESTIONS; i++)
			ask(run, i, &faces[0], &faces[i + 1], seed);
		search(run, &faces[0], &faces[1], seed);
		search(run, &faces[1], &faces[0], seed);
		status = 0;
	}
	for (i = 0; i < 4; i++)
		compare_face_release(&faces[i]);
	image_release(&other);
	image_release(&second);
	image_release(&made);
	image_release(&photo);
	sitter_truth_release(&truth);
	return status;
}

int main(int argc, char **argv)
{
	long count = argc > 1 ? strtol(argv[1], NULL, 10) : 100, i;
	long first = argc > 2 ? strtol(argv[2], NULL, 10) : 0;
	static struct run run;
	struct error err = ERROR_INIT;
	int q;

	if (cascade_models_load(&run.models, &err) < 0) {
		printf("accuracy_same_sitters: %s, skipped\n", err.text);
		return 0;
	}
	for (i = first; i < first + count; i++)
		if (judge(&run, (uint64_t)i) < 0)
			run.errors++;
	printf("%-18s %9s %9s %9s\n", "of one sitter", "different", "suspect",
	       "same");
	for (q = 0; q < QUESTIONS; q++)
		printf("%-18s %9d %9d %9d\n", names[q],
		       run.verdicts[q][ALIGN_DIFFERENT],
		       run.verdicts[q][ALIGN_SUSPECT],
		       run.verdicts[q][ALIGN_SAME]);
	printf("%s  %ld sitters, %d errors (aim 0), no face found in %d\n",
	       run.errors > 0 ? "MISS" : "ok  ", count, run.errors,
	       run.no_face);
	printf("%s  derived pictures the search misses: %d of %d, either way "
	       "(aim .005)\n",
	       run.unfound > .005 * run.searched ? "MISS" : "ok  ", run.unfound,
	       run.searched);
	cascade_models_release(&run.models);
	return run.errors > 0 || run.unfound > .005 * run.searched;
}
