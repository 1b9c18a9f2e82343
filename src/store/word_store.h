/* SPDX-License-Identifier: MIT */
/*
 * Words of the store for completion in a shell.  They are not masked, because
 * they are of kinds that are shown unmasked elsewhere, too: 学号, classes,
 * tasks.
 */
#ifndef STORE_WORD_STORE_H
#define STORE_WORD_STORE_H

#include "store/session.h"

enum word_store_kind {
	WORD_STORE_XH,
	WORD_STORE_COLLEGE,
	WORD_STORE_CLASS,
	WORD_STORE_LEVEL,
	WORD_STORE_TASK,
};

enum { WORD_STORE_MOST = 1000 };

/* Words that start with begin; of the task, or of all tasks for id 0. */
struct word_store {
	enum word_store_kind kind;
	const char *begin;
	long long task_id;
};
typedef int (*word_store_fn)(void *ctx, const char *word, struct error *err);
/* The first WORD_STORE_MOST of them, in order. */
int word_store_each(struct store *store, const struct word_store *which,
		    word_store_fn fn, void *ctx, struct error *err);

#endif
