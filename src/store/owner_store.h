/* SPDX-License-Identifier: MIT */
/*
 * The owner of a photo or a code: found by its file name, stored with the
 * reason.  Main thread only.
 */
#ifndef STORE_OWNER_STORE_H
#define STORE_OWNER_STORE_H

#include "rules/file_name.h"
#include "store/session.h"

/* The owner of a photo or a code, and why: an update of its row. */
struct owner_link {
	long long student_id; /* 0 = nobody's */
	const char *by;	      /* "xh+xm", "hand"; "" for nobody */
	double confidence;    /* 0..1 */
	const char *findings; /* JSON array; replaces that of the row */
};

/*
 * An index of all students of the task, by their ids in the store; finished,
 * and to be freed by the caller.  NULL with err.
 */
struct file_name_index *owner_store_index(const struct session *session,
					  struct error *err);

#endif
