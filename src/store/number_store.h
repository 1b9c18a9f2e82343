/* SPDX-License-Identifier: MIT */
/*
 * The numbers of a task's students: no two of them may share a 学号 or 考生号,
 * and the key under which a student is stored must be one of the student's own
 * numbers.  An import takes care of that within its file; these functions are
 * for single edits and for `store check`.  Main thread only.
 */
#ifndef STORE_NUMBER_STORE_H
#define STORE_NUMBER_STORE_H

#include "rules/student.h"
#include "store/session.h"

/* Another student of the task with this number; 0 = none. */
struct number_store_search {
	enum student_field field; /* xh, ksh or zjhm */
	const char *number;	  /* "" finds nobody */
	long long except;	  /* the student to be edited; 0 = a new one */
};
int number_store_other(const struct session *session,
		       const struct number_store_search *search, long long *id,
		       struct error *err);

/* Set the key of a student whose number has changed. */
int number_store_set_key(struct store *store, long long id, const char *key,
			 struct error *err);

/* In the whole store: a number that two students share, or a stale key. */
struct number_store_wrong {
	const char *xh; /* of the student */
	long long student_id;
	const char *field; /* "xh", "ksh", "zjhm", "key" */
	const char *value; /* the stale key, or the other student's 学号 */
};
typedef int (*number_store_fn)(void *ctx,
			       const struct number_store_wrong *wrong,
			       struct error *err);
int number_store_each_wrong(struct store *store, number_store_fn fn, void *ctx,
			    struct error *err);

#endif
