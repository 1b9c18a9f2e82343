/* SPDX-License-Identifier: MIT */
/*
 * Hiding numbers of persons in a text of which nothing is known, such as a
 * column that no field was found for or a person's words, and the names and
 * document numbers of a roster that was told.  No I/O; thread-safe once the
 * roster is told.
 */
#ifndef RULES_REDACT_TEXT_H
#define RULES_REDACT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * Append text with stars over what looks like an identity number (18 places,
 * the last maybe X) or a mobile number (11 digits from 13 on, maybe after
 * 86), keeping 3 places before and 4 behind.  Full-width digits count, and
 * single blanks or hyphens between digits do not part a number.
 */
void redact_text(struct buf *out, const char *text);

/*
 * Names and document numbers to be hidden too, wherever they stand in a text;
 * a name of Latin letters as a whole word only.  words is taken over with its
 * n strings and replaces what was told before; NULL and 0 forget it.  Main
 * thread, before any other calls redact_text().
 */
void redact_text_tell(char **words, size_t n);

/*
 * The same without reading a million names for one student: find gives the
 * bytes of the longest word that the n bytes of text begin with.  Where a lot
 * is shown, load is called once and the words are kept as if told.  Either
 * answers -1 when it cannot say, and then every text is hidden as a whole.
 * NULL forgets it.
 */
struct redact_text_source {
	long (*find)(void *ctx, const char *text, size_t n);
	int (*load)(void *ctx, char ***words, size_t *n);
	void *ctx;
};
void redact_text_ask(const struct redact_text_source *source);

/* Whether texts were hidden as a whole because the source could not say. */
bool redact_text_failed(void);

#endif
