/* SPDX-License-Identifier: MIT */
/*
 * The ladder: the ways in which a picture is searched for codes, from the
 * cheapest to the most expensive.  First our own finders, fit and decoder at
 * several scales; near the end libzbar.  The first way that reads a code is the
 * last one tried.
 *
 *      reduced     over 4.2 megapixels: halved until it is not
 *      whole       unchanged
 *      close-ups   parts that may be codes of tiny modules, enlarged
 *      magnified   small pictures: four times as large, with a white border
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
	bool seen;     /* something looked like a code */
	bool sure;     /* it had three certain finders */
	int unread;    /* how many certain codes could not be read */
	int64_t spent; /* nominal nanoseconds */
};

/* budget_ms: nominal milliseconds.  Cannot fail; there may be no codes. */
void code_ladder_run(const struct image *grey, int budget_ms,
		     struct code_ladder *out);
void code_ladder_release(struct code_ladder *ladder);

#endif
