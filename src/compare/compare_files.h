/* SPDX-License-Identifier: MIT */
/*
 * Pairs of files judged as one job: models are loaded, files read, faces
 * found, by threads; results come in input order, on the caller's thread.
 */
#ifndef COMPARE_COMPARE_FILES_H
#define COMPARE_COMPARE_FILES_H

#include "compare/compare_pair.h"
#include "compare/compare_picture.h"

struct compare_files_pair {
	char *a, *b;		 /* paths, owned; b's label is b */
	char *label_a, *label_b; /* as given, owned */
};

struct compare_files_result {
	const char *a, *b; /* as given */
	struct compare_verdict verdict;
	struct findings findings;
	const struct error *error; /* NULL, or why there is no verdict */
	const struct compare_picture *picture; /* NULL = not asked for */
	double ms;
};

typedef int (*compare_files_fn)(void *ctx,
				const struct compare_files_result *result,
				struct error *err);

struct compare_files {
	int jobs;
	const struct align_limits *limits; /* NULL = default */
	bool pictures;			   /* draw the evidence too */
	compare_files_fn show;
	void *ctx;
};

/* Read "a<TAB>b…" lines; paths relative to the TSV's folder. */
int compare_files_read_pairs(const char *tsv, struct compare_files_pair **pairs,
			     size_t *n, struct error *err);
void compare_files_free_pairs(struct compare_files_pair *take_pairs, size_t n);

int compare_files_pairs(const struct compare_files *job,
			const struct compare_files_pair *pairs, size_t n,
			struct error *err);

#endif
