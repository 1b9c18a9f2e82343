/* SPDX-License-Identifier: MIT */
/*
 * Hiding names and numbers, and whether a text that somebody else masked can
 * be the one we know.  A star may be written *, ＊, ×, ∗ or ●.
 * Pure; no I/O; thread-safe.
 */
#ifndef RULES_REDACT_H
#define RULES_REDACT_H

#include <stdbool.h>

#include "base/buf.h"

enum redact_fit {
	REDACT_NO,    /* cannot be it */
	REDACT_LOOSE, /* can be it if a run of stars stands for any length */
	REDACT_EXACT, /* can be it with one star a character */
	REDACT_EQUAL, /* nothing was hidden and it is the same */
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
 * Append what stands before the first star and behind the last, as the fits
 * compare it: whatever masked fits begins and ends so.  Without a star that is
 * all of it.
 */
void redact_shown_start(const char *masked, struct buf *out);
void redact_shown_end(const char *masked, struct buf *out);

/* Middle-dot variants count as one; a star never stands for none. */
enum redact_fit redact_fits_name(const char *masked, const char *name);

/* Letters compare without case, 15-digit numbers also in their 18. */
enum redact_fit redact_fits_number(const char *masked, const char *number);

#endif
