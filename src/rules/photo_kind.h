/* SPDX-License-Identifier: MIT */
/*
 * The kinds of photos of a task, and what it means when a submission comes
 * from the same exposure as one of them.  Pure.
 */
#ifndef RULES_PHOTO_KIND_H
#define RULES_PHOTO_KIND_H

#include <stdbool.h>

enum photo_kind {
	PHOTO_KIND_SUBMISSION, /* what students send in */
	PHOTO_KIND_ENROLLMENT, /* of their admission */
	PHOTO_KIND_PRIOR,      /* of an earlier degree */
	PHOTO_KIND_POPULATION, /* of the identity card */
	PHOTO_KIND_COUNT,      /* none; where a filter is asked for: all */
};

/* The words of options, of JSON and of the database; NULL after the last. */
extern const char *const photo_kind_names[];

/* PHOTO_KIND_COUNT for NULL and for an unknown name. */
enum photo_kind photo_kind_find(const char *name);

/* A photo that a submission is compared with. */
struct photo_kind_other {
	enum photo_kind kind;
	bool own, nobodys; /* of the submission's student; of no student yet */
	bool rejected, replaced; /* its state */
};

/* The code of "same" (SAM-ENROLL, …); NULL = it may be the same. */
const char *photo_kind_same(const struct photo_kind_other *other);

#endif
