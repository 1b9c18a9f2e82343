/* SPDX-License-Identifier: MIT */
/*
 * The ladder: every way a picture is looked at until its codes are read, from
 * the cheap to the dear.  First our own finders, fit and decoder at several
 * scales and thresholds; last libzbar on filtered pictures.
 *
 * How far the ladder goes is decided by counted work, never by the clock, so
 * a result is the same on a busy machine.  Pure but for memory; thread-safe.
 */
#ifndef CODE_CODE_LADDER_H
#define CODE_CODE_LADDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "image/image.h"
#include "image/qr_warp.h"

enum { CODE_LADDER_MAX = 16, CODE_LADDER_BUDGET = 800 };

struct code_found {
	unsigned char *bytes; /* owned */
	size_t size;
	bool direct;   /* libzbar read it without our rectification */
	double module; /* pixels of the picture a module, 0 unknown */
	struct qr_point corner[4]; /* centres of the outer finders and of the
				      place where a fourth would be */
	double score;		   /* of the fit, 0..1; 0 for direct */
};

struct code_ladder {
	struct code_found found[CODE_LADDER_MAX];
	int n;
	bool seen;     /* something that looks like a code was there */
	int64_t spent; /* nominal nanoseconds */
};

/* budget_ms: nominal milliseconds.  Never fails: finding nothing is data. */
void code_ladder_run(const struct image *grey, int budget_ms,
		     struct code_ladder *out);
void code_ladder_release(struct code_ladder *ladder);

#endif
