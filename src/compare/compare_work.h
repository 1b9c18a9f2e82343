/* SPDX-License-Identifier: MIT */
/*
 * The night's work on one submission: find what it may be the same as and
 * judge each.  compare_work_do() is for worker threads; it touches only the
 * work and reads the set.
 */
#ifndef COMPARE_COMPARE_WORK_H
#define COMPARE_COMPARE_WORK_H

#include "compare/compare_pair.h"
#include "compare/compare_set.h"

struct compare_work_pair {
	const struct compare_set_photo *other;
	const char *code; /* what "same" would mean */
	struct compare_verdict verdict;
};

struct compare_work {
	const struct compare_set *set;
	const struct store *store; /* for the files' places */
	const struct compare_set_photo *photo;
	struct align_limits limits;
	long long up_to; /* only photos that turned later are searched */
	bool every_pair; /* judge all of these, without a search */
	struct compare_work_pair *pairs; /* filled */
	size_t n, cap;
	struct error error;
};

/* Judge this one whatever the search says. */
void compare_work_add(struct compare_work *w,
		      const struct compare_set_photo *other, const char *code);
void compare_work_do(struct compare_work *w);
void compare_work_release(struct compare_work *w);

#endif
