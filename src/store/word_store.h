/* SPDX-License-Identifier: MIT */
/* Words of the store that begin so: what a shell completes.  None is masked
 * that is shown in clear elsewhere: 学号, classes, tasks. */
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

/* Of the task, or of all tasks for id 0; the first WORD_STORE_MOST in order. */
struct word_store {
	enum word_store_kind kind;
	const char *begin;
	long long task_id;
};
typedef int (*word_store_fn)(void *ctx, const char *word, struct error *err);
int word_store_each(struct store *store, const struct word_store *which,
		    word_store_fn fn, void *ctx, struct error *err);

#endif
