/* SPDX-License-Identifier: MIT */
/*
 * What a cell's text has around and in it that does not belong to it.
 * UTF-8; a returned char * is the caller's.  Pure; thread-safe.
 */
#ifndef ROSTER_ROSTER_TEXT_H
#define ROSTER_ROSTER_TEXT_H

#include <stdbool.h>

/* Quick: surely no blank, control or invisible character anywhere. */
bool roster_text_is_tidy(const char *s);

/* Whether anything stands before or behind what text_trim() leaves. */
bool roster_text_has_edges(const char *raw, const char *trimmed);

/* raw without its edges, its inside as it is; trimmed is not empty. */
char *roster_text_trim_edges(const char *raw, const char *trimmed);

/* The inside of ="2022080200000"; NULL when it is not such a text. */
char *roster_text_unwrap(const char *s);

/* 9.90297E+17: what a spreadsheet shows of a long number. */
bool roster_text_is_scientific(const char *s);

/* Whether NFKC changed more of raw than trimming does: full-width forms. */
bool roster_text_is_widened(const char *raw, const char *folded);

/* Whether an invisible character stands anywhere. */
bool roster_text_has_invisible(const char *s);

/*
 * The number in a text with a label or signs around it: ID:2022010101,
 * `2022010101, "2022010101"。.  The caller's; NULL when there is nothing so.
 */
char *roster_text_bare_number(const char *s);

/* In place: blanks away; ASCII letters to capitals (whether any changed). */
void roster_text_drop_blanks(char *s);
bool roster_text_raise(char *s);

#endif
