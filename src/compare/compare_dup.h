/* SPDX-License-Identifier: MIT */
/*
 * Which pictures of a pile of files, folders and archives come from one
 * exposure: every picture is searched for among all others, what the search
 * proposes is judged, and what is joined by verdicts makes a group.  Pictures
 * in which no face is found are counted, not compared.
 */
#ifndef COMPARE_COMPARE_DUP_H
#define COMPARE_COMPARE_DUP_H

#include <stddef.h>

#include "base/error.h"
#include "codec/archive/intake.h"
#include "image/align/align.h"

/*
 * Groups come by the smallest place of their pictures in the input; score and
 * verdict are those of the weakest pair that holds one together.
 */
struct compare_dup_group {
	long number; /* from 1 */
	const char *const *files;
	size_t n;
	double score;
	enum align_verdict verdict;
};

typedef int (*compare_dup_fn)(void *ctx, const struct compare_dup_group *group,
			      struct error *err);

struct compare_dup {
	char *const *operands;
	int operand_count, jobs;
	enum align_verdict least; /* ALIGN_SAME or ALIGN_SUSPECT joins */
	compare_dup_fn show;
	/* each that cannot be read */
	void (*failed)(void *ctx, const char *file, const struct error *why);
	intake_left_out_fn left_out;
	void *ctx;
	long files, unreadable, no_face; /* filled */
};

/* ERROR_LIMIT above a million pictures. */
int compare_dup(struct compare_dup *dup, struct error *err);

#endif
