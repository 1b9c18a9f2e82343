/* SPDX-License-Identifier: MIT */
/*
 * sitter_faces [COUNT [FIRST]]: how well the detectors find the synthetic
 * sitters, and how sitters compare with each other.  The sitters are good
 * enough when a face is found in at least 95 %.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "codec/config/cascade.h"
#include "image/align/align.h"
#include "image/face/face.h"
#include "image/face/others.h"
#include "image/phash/phash.h"
#include "support/sitter.h"

enum { STEPS = 257 };

struct tally {
	int sitters, none, several, misplaced, eyes, eyes_right;
	double cpu;
	/* hash distances: derived, other exposure, other person */
	int hash[3][STEPS], pairs[3];
};

struct picture {
	struct image grey;
	struct image_box box;
	struct phash hash;
	bool found;
};

static void judge(const struct face *f, const struct sitter_truth *t,
		  struct tally *sum)
{
	double mid = f->x + f->width / 2;
	double ideal = (t->left_eye_x + t->right_eye_x) / 2;
	double eye_row = f->y + .388 * f->height;

	sum->misplaced += fabs(mid - ideal) > .2 * t->face_width ||
			  fabs(eye_row - t->eye_line) > .2 * t->face_width;
	if (!f->has_eyes)
		return;
	sum->eyes++;
	sum->eyes_right +=
		fabs(f->left_eye_x - t->left_eye_x) < .06 * t->face_width &&
		fabs(f->right_eye_x - t->right_eye_x) < .06 * t->face_width &&
		fabs(f->left_eye_y - t->left_eye_y) < .06 * t->face_width &&
		fabs(f->right_eye_y - t->right_eye_y) < .06 * t->face_width;
}

static void hash_of(struct picture *p, const struct face *f)
{
	p->box = (struct image_box){(int)f->x, (int)f->y, (int)f->width,
				    (int)f->height};
	phash_make(&p->grey, phash_square(&p->grey, p->box, PHASH_FACE),
		   &p->hash);
}

static int look(const struct face_models *models, const struct image *rgb,
		struct picture *p, struct face faces[FACE_MAX])
{
	struct error err;
	int n;

	if (image_to_grey(rgb, &p->grey, &err))
		return 0;
	n = face_others_find(models, &p->grey, faces);
	p->found = n > 0;
	if (n > 0)
		hash_of(p, &faces[0]);
	return n;
}

static int shoot(const struct face_models *models, uint64_t who, uint64_t when,
		 struct picture *first, struct picture *derived,
		 struct tally *sum)
{
	struct sitter_truth t = SITTER_TRUTH_INIT;
	struct image rgb = IMAGE_INIT, other = IMAGE_INIT;
	struct face faces[FACE_MAX];
	struct sitter_person person;
	struct sitter_shot shot;
	struct error err;
	clock_t start = clock();
	int n;

	sitter_person(who, &person);
	sitter_shot_default(when, &shot);
	if (sitter_render(&person, &shot, &rgb, &t, &err))
		return -1;
	sum->cpu += (double)(clock() - start) / CLOCKS_PER_SEC;
	n = look(models, &rgb, first, faces);
	sum->sitters++;
	sum->none += n == 0;
	sum->several += n > 1;
	if (n != 1)
		printf("sitter %llu/%llu: %d faces\n", (unsigned long long)who,
		       (unsigned long long)when, n);
	if (n > 0)
		judge(&faces[0], &t, sum);
	if (derived &&
	    !sitter_derive(&rgb, &t, "recrop+wall+rejpeg", when, &other, &err))
		look(models, &other, derived, faces);
	image_release(&rgb);
	image_release(&other);
	sitter_truth_release(&t);
	return 0;
}

static void pair(const struct picture *a, const struct picture *b, int kind,
		 struct tally *sum)
{
	if (!a->found || !b->found)
		return;
	sum->hash[kind][phash_distance(&a->hash, &b->hash)]++;
	sum->pairs[kind]++;
}

static int quantile(const int *count, int n, double q)
{
	int i, seen = 0;

	for (i = 0; i < STEPS; i++) {
		seen += count[i];
		if (seen >= q * n && seen > 0)
			return i;
	}
	return STEPS - 1;
}

static void print(const struct tally *s)
{
	static const char *const kinds[] = {"derived", "other exposure",
					    "other person"};
	int k;

	printf("sitters %d, CPU %.0f ms each\n", s->sitters,
	       1000 * s->cpu / s->sitters);
	printf("a face found in %.1f %%, several in %.1f %%, misplaced %d\n",
	       100.0 * (s->sitters - s->none) / s->sitters,
	       100.0 * s->several / s->sitters, s->misplaced);
	printf("both eyes in %.1f %%, right ones in %.1f %%\n",
	       100.0 * s->eyes / s->sitters,
	       100.0 * s->eyes_right / s->sitters);
	for (k = 0; k < 3; k++)
		printf("hash distance, %s: 1 %% %d, median %d, 99 %% %d\n",
		       kinds[k], quantile(s->hash[k], s->pairs[k], .01),
		       quantile(s->hash[k], s->pairs[k], .5),
		       quantile(s->hash[k], s->pairs[k], .99));
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 200, i;
	uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	struct picture now[3], last;
	struct face_models models;
	struct tally sum;
	struct error err;

	memset(&sum, 0, sizeof(sum));
	memset(&last, 0, sizeof(last));
	if (cascade_models_load(&models, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	for (i = 0; i < count; i++) {
		uint64_t who = first + (uint64_t)i;

		memset(now, 0, sizeof(now));
		if (shoot(&models, who, who, &now[0], &now[1], &sum) ||
		    shoot(&models, who, who + 5000000, &now[2], NULL, &sum))
			return 1;
		pair(&now[0], &now[1], 0, &sum);
		pair(&now[0], &now[2], 1, &sum);
		pair(&now[0], &last, 2, &sum);
		image_release(&now[1].grey);
		image_release(&now[2].grey);
		image_release(&last.grey);
		last = now[0];
	}
	image_release(&last.grey);
	print(&sum);
	cascade_models_release(&models);
	return 0;
}
