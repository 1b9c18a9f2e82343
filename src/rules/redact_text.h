/* SPDX-License-Identifier: MIT */
/*
 * Masking free text, such as a reason that a person typed or a column that is
 * no known field: everything that looks like an identity or telephone number,
 * and the names and document numbers of the roster, once they were given to
 * redact_text_tell() or redact_text_ask().  No I/O of its own; thread-safe
 * after those calls.
 */
#ifndef RULES_REDACT_TEXT_H
#define RULES_REDACT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * Append text with stars over what looks like an identity number (18 digits,
 * the last may be X) or a mobile number (11 digits that begin with 13 to 19,
 * maybe with 86 before them).  The first 3 and last 4 digits are kept.
 * Full-width digits count as digits, and a number may have single blanks or
 * hyphens between its digits.
 */
void redact_text(struct buf *out, const char *text);

/*
 * Give the names and document numbers that are to be masked wherever they
 * occur; a name in Latin letters only as a whole word.  Takes ownership of
 * words and its n strings, which replace those given before; NULL and 0 remove
 * them.  Main thread only, before any other thread calls redact_text().
 */
void redact_text_tell(char **words, size_t n);

/*
 * The same without loading a million names to show one student.  find returns
 * the length in bytes of the longest word that the n bytes of text begin with;
 * 0 = none.  After many such questions load is called, once, and its words are
 * used as if given to redact_text_tell().  When one of them returns -1, because
 * it could not read the roster, every text is masked as a whole.  NULL removes
 * the source.
 */
struct redact_text_source {
	long (*find)(void *ctx, const char *text, size_t n);
	int (*load)(void *ctx, char ***words, size_t *n);
	void *ctx;
};
void redact_text_ask(const struct redact_text_source *source);

/* Whether texts were masked as a whole because the source failed. */
bool redact_text_failed(void);

#endif
