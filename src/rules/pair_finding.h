/* SPDX-License-Identifier: MIT */
/*
 * The finding that a stored same-photo verdict means for a case: its code, the
 * other photo in words, and whether the faces were large enough to be sure.
 * Pure.
 */
#ifndef RULES_PAIR_FINDING_H
#define RULES_PAIR_FINDING_H

#include <stdbool.h>

#include "rules/finding.h"

/*
 * The face width, in pixels of the original, that a sure verdict needs.  It
 * equals image/align's ALIGN_SURE_WIDTH; a static assertion checks that.
 */
enum { PAIR_FINDING_SURE_WIDTH = 120 };

struct pair_finding {
	const char *role; /* the code if the verdict is "same": SAM-ENROLL, … */
	const char *verdict; /* same, suspect, different */
	double score;
	double face_width; /* the smaller of the two; 0 = not measured */
	bool overruled;	   /* by a reviewer; the finding is then only a note */
	/* the other photo: its case (0 = it has no owner) and 学号 ("" = none)
	 * when it is of another student, its file, the time it came in */
	long long other_case;
	const char *other_xh, *other_file, *other_at;
};

/* "the enrollment photo": what role compares with, in this language. */
const char *pair_finding_role(const char *role);

/*
 * Add the findings of a verdict.  "same": the role's code, with student, file
 * and day of the other photo as detail; "suspect": SAM-SUSPECT, with the role
 * in words before these.  SAM-WEAK is added when the faces are too small, for
 * "different" only if the other photo is the enrollment photo.
 */
void pair_finding_add(const struct pair_finding *pair, struct findings *all);

/*
 * Add SAM-WEAK: the smaller face is only face_width pixels of the original
 * wide.  detail says which pair it is.
 */
void pair_finding_add_weak(double face_width, const char *detail,
			   struct findings *all);

#endif
