/* SPDX-License-Identifier: MIT */
/*
 * One look at one picture: thresholds, finders, triples of them, and a try at
 * each likely triple.  A struct code_detect goes through all looks at a file
 * and remembers what was tried; one thread.
 */
#ifndef CODE_CODE_DETECT_H
#define CODE_CODE_DETECT_H

#include "code/code_found.h"
#include "code/code_decode.h"

enum {
	CODE_DETECT_TRIED = 512,
	CODE_DETECT_SMALL =
		160000, /* pixels; up to it a doubtful fit is cheap */
};

/* Triples that look better than this are worth a fit. */
#define CODE_DETECT_SURE 0.4

/* A picture made from the original: original = (here - offset) / scale. */
struct code_view {
	const struct image *grey;
	double scale, offset;
};

/* A triple and how much it looks like one, -1..1. */
struct code_choice {
	double looks;
	int triple;
};

struct code_tried {
	double at[6];
};

struct code_detect {
	struct qr_work *work;	       /* borrowed */
	struct code_found_list *found; /* borrowed; filled */
	double looks;		       /* the best triple's */
	int most_finders;	       /* in one picture */
	struct code_tried tried[CODE_DETECT_TRIED];
	int tried_n;
	struct code_decode try;
	struct qr_finder finders[QR_FINDER_MAX];
	struct qr_triple triples[QR_FINDER_TRIPLES];
	struct code_choice choices[QR_FINDER_TRIPLES];
};

/* Under four thresholds, fewer when all there is was read before. */
void code_detect(struct code_detect *r, const struct code_view *v);

#endif
