/* SPDX-License-Identifier: MIT */
/*
 * The ladder: every way a picture is read until its codes are found, from the
 * cheap to the dear.  First our own finders, fit and decoder at several
 * scales; last libzbar.  The first rung that reads a code ends the climb.
 *
 *      reduced     over 4.2 megapixels: halved until it is not
 *      whole       as it is
 *      close-ups   parts as busy as a code of tiny modules, enlarged
 *      magnified   small pictures: four by four, white all round
 *      halved      noise and rasters cancel out
 *      blurred     ┐
 *      doubled     │ only where something like a code was seen,
 *      libzbar     ┘ or the picture is small
 *      open        on a dark page: codes without a quiet zone
 *
 * How far the ladder goes is decided by counted work, never by the clock, so
 * a result is the same on a busy machine.  Pure but for memory; thread-safe.
 */
#ifndef CODE_CODE_LADDER_H
#define CODE_CODE_LADDER_H

#include <stdbool.h>
#include <stdint.h>

#include "code/code_found.h"

enum { CODE_LADDER_BUDGET = 800 };

struct code_ladder {
	struct code_found_list found;
	bool seen;  /* something that looks like a code was there */
	bool sure;  /* with three finders beyond doubt */
	int unread; /* codes that are there beyond doubt, but were not read */
	int64_t spent; /* nominal nanoseconds */
};

/* budget_ms: nominal milliseconds.  Never fails: finding nothing is data. */
void code_ladder_run(const struct image *grey, int budget_ms,
		     struct code_ladder *out);
void code_ladder_release(struct code_ladder *ladder);

#endif
