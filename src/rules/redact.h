/* SPDX-License-Identifier: MIT */
/*
 * Masking names and numbers, and telling whether a text that somebody else
 * masked can be one that we know.  Others may write a star as *, ＊, ×, ∗ or ●.
 * Pure; no I/O; thread-safe.
 */
#ifndef RULES_REDACT_H
#define RULES_REDACT_H

#include <stdbool.h>

#include "base/buf.h"

enum redact_fit {
	REDACT_NO,    /* does not fit */
	REDACT_LOOSE, /* fits if a run of stars may stand for any length */
	REDACT_EXACT, /* fits with one star for each character */
	REDACT_EQUAL, /* equal, and nothing was masked */
};

/*
 * Append the surname and a star for every further character: 张*, 欧阳**.
 * Names with a middle dot or in Latin letters keep their first character.
 */
void redact_name(struct buf *out, const char *name);

/*
 * Append the first 3 and last 4 characters with stars between; numbers of
 * 8..10 characters show 2 and 2, shorter ones only their last character.
 */
void redact_number(struct buf *out, const char *number);

bool redact_is_masked(const char *text); /* holds a star */

/*
 * Append the part of a masked text before its first star, or after its last
 * one, in the spelling in which redact_fits_…() compare: every text that fits
 * begins, or ends, like this.  Without a star it is the whole text.
 */
void redact_shown_start(const char *masked, struct buf *out);
void redact_shown_end(const char *masked, struct buf *out);

/* All middle dots are equal; a star stands for at least one character. */
enum redact_fit redact_fits_name(const char *masked, const char *name);

/* Ignores case; a 15-digit number is also tried in its 18-digit form. */
enum redact_fit redact_fits_number(const char *masked, const char *number);

#endif
