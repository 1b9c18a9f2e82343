/* SPDX-License-Identifier: MIT */
#include "rules/photo_kind.h"

#include <stddef.h>
#include <string.h>

/* In the order of enum photo_kind. */
const char *const photo_kind_names[] = {"submission", "enrollment", "prior",
					"population", NULL};

/*
 * What "same" is called, by kind and by whose the other photo is.  One's own
 * submission sent twice is no fault: only a refused one may not come back.  A
 * reference that nobody owns yet counts as the student's own, since whoever
 * gets it will be asked the same; a submission that nobody owns is no
 * evidence against anybody, and neither is one that gave way to another.
 */
static const struct {
	const char *own, *nobodys, *others;
} same[] = {
	[PHOTO_KIND_SUBMISSION] = {NULL, NULL, "SAM-OTHER-STUDENT"},
	[PHOTO_KIND_ENROLLMENT] = {"SAM-ENROLL", "SAM-ENROLL",
				   "SAM-OTHER-STUDENT"},
	[PHOTO_KIND_PRIOR] = {"SAM-PRIOR", "SAM-PRIOR", "SAM-OTHER-STUDENT"},
	[PHOTO_KIND_POPULATION] = {"SAM-POPULATION", "SAM-POPULATION",
				   "SAM-OTHER-STUDENT"},
};

enum photo_kind photo_kind_find(const char *name)
{
	int i;

	for (i = 0; name && i < PHOTO_KIND_COUNT; i++)
		if (strcmp(photo_kind_names[i], name) == 0)
			return (enum photo_kind)i;
	return PHOTO_KIND_COUNT;
}

const char *photo_kind_same(const struct photo_kind_other *other)
{
	if (other->kind == PHOTO_KIND_SUBMISSION) {
		if (other->own && other->rejected)
			return "SAM-REJECTED";
		if (other->replaced)
			return NULL;
	}
	return other->own	? same[other->kind].own
	       : other->nobodys ? same[other->kind].nobodys
				: same[other->kind].others;
}
