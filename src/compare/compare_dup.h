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

#include "base/date.h"
#include "base/error.h"
#include "codec/archive/intake.h"
#include "compare/compare_dup_group.h"
#include "image/align/align.h"

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
	const char *sheet; /* path of a page with the pictures; NULL = none */
	date_time at;	   /* told on the page, as is */
	const char *who;   /* … who had it made */
	long files, unreadable, no_face; /* filled */
};

/* ERROR_LIMIT above a million pictures. */
int compare_dup(struct compare_dup *dup, struct error *err);

#endif
