/* SPDX-License-Identifier: MIT */
/*
 * The verdict on two photos: same, suspect or different, with the score and
 * the evidence for the review queue.  The order of the two does not matter.
 * Pure; threads may judge pairs of their own or of shared faces.
 */
#ifndef COMPARE_COMPARE_PAIR_H
#define COMPARE_COMPARE_PAIR_H

#include <stdbool.h>

#include "base/json.h"
#include "compare/compare_face.h"
#include "rules/finding.h"

struct compare_verdict {
	enum align_verdict verdict;
	double score; /* 0..100 */
	bool weak;    /* a face with too little detail to be sure: SAM-WEAK */
	struct align_result evidence;
};

/* limits: NULL = align_limits_default. */
void compare_pair(const struct compare_face *a, const struct compare_face *b,
		  const struct align_limits *limits,
		  struct compare_verdict *out);

/* The same for two photos not prepared before. */
int compare_pair_photos(const struct compare_source *a,
			const struct compare_source *b,
			const struct align_limits *limits,
			struct compare_verdict *out, struct error *err);

/* What a photo was compared with. */
enum compare_against {
	COMPARE_ENROLL,	       /* the enrollment photo: SAM-ENROLL */
	COMPARE_PRIOR,	       /* an earlier degree's photo: SAM-PRIOR */
	COMPARE_POPULATION,    /* the identity card's photo: SAM-POPULATION */
	COMPARE_OTHER_STUDENT, /* SAM-OTHER-STUDENT */
	COMPARE_REJECTED,      /* a photo refused before: SAM-REJECTED */
	COMPARE_RESUBMIT,      /* an earlier photo of the task: SAM-RESUBMIT */
	COMPARE_EDITION,       /* a copy that must be the same: EDI-DIFF */
};

/*
 * Add what the verdict means: the code of against for "same", SAM-SUSPECT for
 * "suspect", each with SAM-WEAK when weak; up to COMPARE_POPULATION, which are
 * one against one, SAM-WEAK stands beside "different" too.  COMPARE_EDITION the
 * other way round: EDI-DIFF for "different", EDI-SUSPECT for "suspect".  detail
 * (NULL allowed) names the other photo.
 */
void compare_pair_findings(const struct compare_verdict *v,
			   enum compare_against against, const char *detail,
			   struct findings *all);

/*
 * {"score","verdict","weak","measure","mirrored","map_e4":[6],
 * "blocks":[[…]…]}: the map times 10^4, blocks in percent (-1 = says
 * nothing).  The caller's.
 */
struct json *compare_pair_json(const struct compare_verdict *v);

#endif
