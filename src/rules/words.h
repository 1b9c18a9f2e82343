/* SPDX-License-Identifier: MIT */
/*
 * The fixed words of machine output ("ok", "refused", "enrollment" …) as a
 * person reads them in a table.  JSON and the store keep the words as they
 * are.  Pure; borrowed strings that live as long as the program.
 */
#ifndef RULES_WORDS_H
#define RULES_WORDS_H

#include "base/buf.h"

/* In the language of the process; a word not known here comes back itself. */
const char *words_show(const char *word);

/*
 * "xm+class", "file:xh": by what a student was found.  What is no such word
 * stays, so that "2022010101 xm+class, 2022010102 xm" is shown whole.
 */
void words_show_reasons(const char *by, struct buf *out);

/* "rows=3 taken=1" of a row of the log; other words and keys stay. */
const char *words_show_key(const char *key);
void words_show_counts(const char *detail, struct buf *out);

#endif
