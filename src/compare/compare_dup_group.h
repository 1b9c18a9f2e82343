/* SPDX-License-Identifier: MIT */
/*
 * A group of compare_dup.h as it is shown.  Groups come by the smallest place
 * of their pictures in the input; score and verdict are those of the weakest
 * pair that holds one together.  Borrowed while it is shown.
 */
#ifndef COMPARE_COMPARE_DUP_GROUP_H
#define COMPARE_COMPARE_DUP_GROUP_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "image/align/align.h"

struct compare_dup_group {
	long number; /* from 1 */
	const char *const *files;
	size_t n;
	double score;
	enum align_verdict verdict;
	/* the bytes of its file i */
	int (*read)(const struct compare_dup_group *group, size_t i,
		    struct buf *out, struct error *err);
	const void *pile; /* for read */
	const size_t *places;
};

#endif
