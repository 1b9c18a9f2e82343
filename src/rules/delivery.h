/* SPDX-License-Identifier: MIT */
/*
 * One photo of a package, in the form that the package's destination wants.
 * The package room fills in the request, the photo room makes the photo
 * (photo/photo_deliver.h); neither includes the other, so the struct is here.
 * Plain values; the findings are borrowed.
 */
#ifndef RULES_DELIVERY_H
#define RULES_DELIVERY_H

#include <stdbool.h>

#include "base/sha256.h"
#include "rules/finding.h"

struct delivery {
	long long student_id, photo_id; /* the original of the case */
	struct findings *findings; /* reasons against packing it are added */
	/* filled in by the photo room: */
	long long made_id;	 /* the made photo's row */
	char sha256[SHA256_HEX]; /* "" = there is nothing to pack */
	long bytes;
	bool unkept; /* made in a dry run, so there is no file of it */
};

#endif
