/* SPDX-License-Identifier: MIT */
/*
 * The numbers of a task's students: nobody shares a 学号 or 考生号, and the key
 * that a student was put under is of a number that he has.  An import sees to
 * it within its file; this is for single edits and for the proof.
 */
#ifndef STORE_NUMBER_STORE_H
#define STORE_NUMBER_STORE_H

#include "rules/student.h"
#include "store/session.h"

/* Another student of the task with this number; 0 = none. */
struct number_store_search {
	enum student_field field; /* xh, ksh or zjhm */
	const char *number;	  /* "" is nobody's */
	long long except;	  /* the student it is asked for; 0 = new */
};
int number_store_other(const struct session *session,
		       const struct number_store_search *search, long long *id,
		       struct error *err);

/* The key of a student whose number changed. */
int number_store_set_key(struct store *store, long long id, const char *key,
			 struct error *err);

/* Of the whole store: what two students have, or a key that is stale. */
struct number_store_wrong {
	const char *xh; /* of the student */
	long long student_id;
	const char *field; /* "xh", "ksh", "zjhm", "key" */
	const char *value; /* of a key; else the other's 学号 */
};
typedef int (*number_store_fn)(void *ctx,
			       const struct number_store_wrong *wrong,
			       struct error *err);
int number_store_each_wrong(struct store *store, number_store_fn fn, void *ctx,
			    struct error *err);

#endif
