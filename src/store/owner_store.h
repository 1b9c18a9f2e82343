/* SPDX-License-Identifier: MIT */
/*
 * All students of a task in memory as rules/file_name.h wants them, for
 * finding the owner of a file.
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

struct owner_store {
	struct file_name_student *list;
	size_t n, cap;
	struct file_name_index *index;
};

int owner_store_load(const struct session *session, struct owner_store *out,
		     struct error *err);
void owner_store_release(struct owner_store *owners);

#endif
