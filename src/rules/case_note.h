/* SPDX-License-Identifier: MIT */
/*
 * The note that stands beside a case: kept as codes and values, shown in the
 * language of who looks.  Kept is an array of findings, an object of
 * rules/case_detail.h, or plain words of older versions.  Pure.
 */
#ifndef RULES_CASE_NOTE_H
#define RULES_CASE_NOTE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "rules/case_detail.h"
#include "rules/finding.h"

/*
 * Append what a person is shown: the texts of findings and codes, then the
 * person's own words.  Words go through redact_text() unless unmask.
 */
void case_note_show(const char *note, enum i18n_lang lang, bool unmask,
		    struct buf *out);

/* Add the findings and codes of the catalogue that a note holds. */
void case_note_findings(const char *note, struct findings *all);

/*
 * Append what an event's detail says, in the language of the process: the
 * photo by its first 8 digits, what failed or was overruled, what was granted,
 * the texts of codes, the person's words (through redact_text() unless
 * unmask).
 */
void case_note_detail(const struct case_detail *detail, bool unmask,
		      struct buf *out);

/*
 * Append what any row's detail says: an event's as above, a task's settings as
 * KEY=VALUE, words as they are (masked unless unmask).
 */
void case_note_event(const char *text, bool unmask, struct buf *out);

#endif
