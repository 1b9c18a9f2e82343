/* SPDX-License-Identifier: MIT */
/*
 * The photos of a task that were handed over, in memory: which student a
 * serial, a file name or a hash means, and which photo of a student a recipient
 * (a package profile) got last.  In memory, because a list of twenty thousand
 * rows would otherwise be as many searches in a table without suitable indexes.
 * Owned by whoever loads it; any thread may read.
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
	char *file;	 /* its name without folders, for comparison; owned */
	char *profile;	 /* of the package; owned */
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
	size_t *order; /* indexes of photos by student, then as they are */
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

/*
 * Which of the student's photos a row is about: the one with its hash, else
 * with its file name ("" = not given), else the last of all.  NULL when the
 * student is in no package.
 */
const struct package_handed_photo *
package_handed_meant(const struct package_handed_list *list,
		     long long student_id, const char *sha256,
		     const char *file);

/* The last that the same recipient got of the same student; itself, or later.
 */
const struct package_handed_photo *
package_handed_last(const struct package_handed_list *list,
		    const struct package_handed_photo *photo);

#endif
