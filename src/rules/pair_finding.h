/* SPDX-License-Identifier: MIT */
/*
 * What a kept same-photo verdict means for the case: the code, the other
 * photo in words, whether the faces were large enough to be sure.  Pure.
 */
#ifndef RULES_PAIR_FINDING_H
#define RULES_PAIR_FINDING_H

#include <stdbool.h>

#include "rules/finding.h"

/*
 * Real pixels across a face that a sure verdict needs; the measure is
 * image/align's (ALIGN_SURE_WIDTH), a static assertion keeps the two one.
 */
enum { PAIR_FINDING_SURE_WIDTH = 120 };

struct pair_finding {
	const char *role;    /* the code of "same": SAM-ENROLL, … */
	const char *verdict; /* same, suspect, different */
	double score;
	double face_width; /* the smaller of the two; 0 = not measured */
	bool overruled;	   /* by a reviewer: no more than a note */
	/* the other photo: its student when it is another case's (number "" =
	 * none, case 0 = nobody's), its file, the time it came in */
	long long other_case;
	const char *other_xh, *other_file, *other_at;
};

/* "the enrollment photo": what role compares with, in this language. */
const char *pair_finding_role(const char *role);

/*
 * The code of "same" with student, file and day of the other photo as its
 * detail, SAM-SUSPECT with the role in words before them, SAM-WEAK when the
 * faces are too small, for a verdict of "different" on the enrollment photo
 * too.
 */
void pair_finding_add(const struct pair_finding *pair, struct findings *all);

/*
 * SAM-WEAK: the smaller face has face_width real pixels across; detail says
 * which pair.
 */
void pair_finding_add_weak(double face_width, const char *detail,
			   struct findings *all);

#endif
