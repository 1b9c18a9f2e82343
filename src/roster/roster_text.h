/* SPDX-License-Identifier: MIT */
/*
 * Finding and removing what does not belong to the text of a cell: blanks,
 * invisible characters, signs around a number.  Texts are UTF-8; a returned
 * char * is for the caller to free.  Pure; thread-safe.
 */
#ifndef ROSTER_ROSTER_TEXT_H
#define ROSTER_ROSTER_TEXT_H

#include <stdbool.h>

/*
 * A quick test: true means that there is surely no blank, control or invisible
 * character; false means that there may be one.
 */
bool roster_text_is_tidy(const char *s);

/* Whether raw has anything before or after trimmed (see text_trim()). */
bool roster_text_has_edges(const char *raw, const char *trimmed);

/*
 * A copy of raw without what text_trim() removes at both ends, otherwise
 * unchanged.  trimmed must not be empty.
 */
char *roster_text_trim_edges(const char *raw, const char *trimmed);

/* The text between the quotes of ="2022080200000"; NULL for other texts. */
char *roster_text_unwrap(const char *s);

/* Whether it is like 9.90297E+17, as spreadsheets show long numbers. */
bool roster_text_is_scientific(const char *s);

/*
 * Whether raw has full-width characters: folded, its trimmed NFKC form, then
 * differs from raw by more than the trimming.
 */
bool roster_text_is_widened(const char *raw, const char *folded);

/* Whether there is an invisible character. */
bool roster_text_has_invisible(const char *s);

/*
 * The number in a text that has a label or signs around it, such as
 * ID:2022010101, `2022010101 and "2022010101"。; NULL when it has neither label
 * nor signs, or nothing else.
 */
char *roster_text_bare_number(const char *s);

/*
 * Both work in place: drop_blanks() removes spaces; raise() makes ASCII letters
 * capitals and returns whether any was changed.
 */
void roster_text_drop_blanks(char *s);
bool roster_text_raise(char *s);

#endif
