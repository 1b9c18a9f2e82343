/* SPDX-License-Identifier: MIT */
/*
 * The photos of a task that were handed over, in memory, so that a list of
 * twenty thousand rows is not twenty thousand searches of a table without
 * fitting indexes: whom a serial, a file name or a hash means, and what a
 * student's last one was.  Owned by whoever loads it; any thread may read.
 */
#ifndef PACKAGE_PACKAGE_HANDED_H
#define PACKAGE_PACKAGE_HANDED_H

#include "store/session.h"

/* What a text is taken for. */
enum package_handed_by {
	PACKAGE_HANDED_SERIAL, /* of the code, or the start of its hash */
	PACKAGE_HANDED_FILE,   /* in the package, without its folders */
	PACKAGE_HANDED_HASH    /* SHA-256 of its bytes */
};

struct package_handed_photo {
	long long student_id, package_id;
	char sha256[65];
	date_time built; /* the package */
};

struct package_handed_key {
	char *text; /* owned; for comparison */
	enum package_handed_by by;
	long long student_id;
};

struct package_handed_list {
	/* in the order of packages, then of classes and numbers */
	struct package_handed_photo *photos;
	size_t n, cap;
	size_t *last; /* one a student, sorted by it: an index of photos */
	size_t n_last;
	struct package_handed_key *keys; /* sorted */
	size_t n_keys, cap_keys;
};

/* *out is to be released either way. */
int package_handed_load(const struct session *session,
			struct package_handed_list *out, struct error *err);
void package_handed_release(struct package_handed_list *list);

/* The student meant; 0 for "", nobody, or several. */
long long package_handed_find(const struct package_handed_list *list,
			      enum package_handed_by by, const char *text);

/* NULL when the student is in no package. */
const struct package_handed_photo *
package_handed_last(const struct package_handed_list *list,
		    long long student_id);

#endif
