/* SPDX-License-Identifier: MIT */
/*
 * Pairs of files judged as one job: models are loaded, files read, faces
 * found, by threads; results come in input order, on the caller's thread.
 */
#ifndef COMPARE_COMPARE_FILES_H
#define COMPARE_COMPARE_FILES_H

#include "base/date.h"
#include "compare/compare_pair.h"

struct compare_files_pair {
	char *a, *b;		 /* paths, owned */
	char *label_a, *label_b; /* as given, owned */
};

struct compare_files_list {
	struct compare_files_pair *list;
	size_t n, cap;
};

/* Behind those there are: the lines "a<TAB>b…", relative to the TSV's folder.
 */
int compare_files_read(const char *tsv, struct compare_files_list *pairs,
		       struct error *err);
void compare_files_add(struct compare_files_list *pairs, const char *a,
		       const char *b);
void compare_files_release(struct compare_files_list *pairs);

/*
 * Processor time of the thread, of the whole item and of its parts: files
 * read and decoded, faces found, the two faces prepared and compared.
 */
struct compare_files_ms {
	double all, open, face, align;
};

struct compare_files_result {
	const char *a, *b; /* as given */
	struct compare_verdict verdict;
	struct findings findings;
	const struct error *error; /* NULL, or why there is no verdict */
	struct compare_files_ms ms;
};

typedef int (*compare_files_fn)(void *ctx,
				const struct compare_files_result *result,
				struct error *err);

struct compare_files {
	int jobs;
	const struct align_limits *limits; /* NULL = default */
	const char *sheet; /* path of a page with the evidence; NULL = none */
	date_time at;	   /* told on the page, as is */
	const char *who;   /* … who had it made */
	compare_files_fn show;
	void *ctx;
};

struct compare_files_counts {
	long same, suspect, different, failed;
};

/* A pair that cannot be read is a result with an error, not the end. */
int compare_files(const struct compare_files *job,
		  const struct compare_files_list *pairs,
		  struct compare_files_counts *counts, struct error *err);

#endif
