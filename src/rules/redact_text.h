/* SPDX-License-Identifier: MIT */
/*
 * Hiding numbers of persons in a text of which nothing is known, such as a
 * column that no field was found for.  Pure; no I/O; thread-safe.
 */
#ifndef RULES_REDACT_TEXT_H
#define RULES_REDACT_TEXT_H

#include "base/buf.h"

/*
 * Append text with stars over what looks like an identity number (18 places,
 * the last maybe X) or a mobile number (11 digits from 13 on, maybe after
 * 86), keeping 3 places before and 4 behind.  Full-width digits count, and
 * single blanks or hyphens between digits do not part a number.
 */
void redact_text(struct buf *out, const char *text);

#endif
