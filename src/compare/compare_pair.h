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

/*
 * {"score","verdict","weak","measure","mirrored","map_e4":[6],
 * "blocks":[[…]…]}: the map times 10^4, blocks in percent (-1 = says
 * nothing).  The caller's.
 */
struct json *compare_pair_json(const struct compare_verdict *v);

#endif
