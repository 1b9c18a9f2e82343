/* SPDX-License-Identifier: MIT */
/*
 * The fixed words of machine output ("ok", "refused", "enrollment" …), as they
 * are shown to people.  JSON and the store keep the words themselves.  Pure;
 * returned strings live as long as the program.
 */
#ifndef RULES_WORDS_H
#define RULES_WORDS_H

#include "base/buf.h"

/* The word in the language of the process; unknown words as they are. */
const char *words_show(const char *word);

/*
 * Append by what a student was found: "xm+class", "file:xh".  Other words stay
 * as they are, so "2022010101 xm+class, 2022010102 xm" can be passed as a
 * whole.
 */
void words_show_reasons(const char *by, struct buf *out);

/* The counts of a log row, "rows=3 taken=1"; unknown keys stay as they are. */
const char *words_show_key(const char *key);
void words_show_counts(const char *detail, struct buf *out);

#endif
