/* SPDX-License-Identifier: MIT */
/*
 * The kinds of photos that a task holds, and what it means when a submission
 * was made from the same exposure as one of them.  Pure.
 */
#ifndef RULES_PHOTO_KIND_H
#define RULES_PHOTO_KIND_H

#include <stdbool.h>

enum photo_kind {
	PHOTO_KIND_SUBMISSION, /* what students send in */
	PHOTO_KIND_ENROLLMENT, /* taken for admission (录取照片) */
	PHOTO_KIND_PRIOR,      /* of an earlier degree */
	PHOTO_KIND_POPULATION, /* of the identity card */
	PHOTO_KIND_COUNT,      /* none; as a filter: all */
};

/* The words of options, of JSON and of the database; NULL after the last. */
extern const char *const photo_kind_names[];

/* PHOTO_KIND_COUNT for NULL and for an unknown name. */
enum photo_kind photo_kind_find(const char *name);

/* A photo that a submission is compared with. */
struct photo_kind_other {
	enum photo_kind kind;
	bool own;		 /* it belongs to the same student */
	bool nobodys;		 /* it belongs to no student yet */
	bool rejected, replaced; /* its state */
};

/* The finding if both are the same (SAM-ENROLL, …); NULL = that is allowed. */
const char *photo_kind_same(const struct photo_kind_other *other);

#endif
