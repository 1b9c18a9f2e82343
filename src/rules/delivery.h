/* SPDX-License-Identifier: MIT */
/*
 * A photo that a package wants in the form of its destination: the package
 * room asks, the photo room makes (photo/photo_deliver.h), and neither knows
 * the other.  Plain values; the findings are borrowed.
 */
#ifndef RULES_DELIVERY_H
#define RULES_DELIVERY_H

#include <stdbool.h>

#include "base/sha256.h"
#include "rules/finding.h"

struct delivery {
	long long student_id, photo_id; /* the original of the case */
	struct findings *findings; /* all that stands against it is added */
	/* filled in, where something was made or is kept: */
	long long made_id;
	char sha256[SHA256_HEX]; /* "" = there is nothing to pack */
	long bytes;
	bool unkept; /* made in a dry run: no file of it lies anywhere */
};

#endif
