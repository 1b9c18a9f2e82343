/* SPDX-License-Identifier: MIT */
/* Whose a photo or a code is: finding the owner by a file's name, writing it.
 */
#ifndef STORE_OWNER_STORE_H
#define STORE_OWNER_STORE_H

#include "rules/file_name.h"
#include "store/session.h"

/* Whose a photo or a code is, and why: one update of its row. */
struct owner_link {
	long long student_id; /* 0 = nobody's */
	const char *by;	      /* "xh+xm", "hand"; "" for nobody */
	double confidence;    /* 0..1 */
	const char *findings; /* JSON array, replaces what the row had */
};

/*
 * All students of the task by the store's ids, finished and the caller's; NULL
 * with err.
 */
struct file_name_index *owner_store_index(const struct session *session,
					  struct error *err);

#endif
