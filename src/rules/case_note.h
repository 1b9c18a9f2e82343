/* SPDX-License-Identifier: MIT */
/*
 * The note of a case: why it is where it is.  It is stored as codes and values
 * and put into words when it is shown, in the reader's language.  Stored is an
 * array of findings, an object of rules/case_detail.h, or plain words of early
 * versions.  Pure.
 */
#ifndef RULES_CASE_NOTE_H
#define RULES_CASE_NOTE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "rules/case_detail.h"
#include "rules/finding.h"

/*
 * Append the note for people: the texts of findings and codes, then the reason
 * that a person gave.  The latter goes through redact_text() unless unmask.
 */
void case_note_show(const char *note, enum i18n_lang lang, bool unmask,
		    struct buf *out);

/* Add the findings and codes of the catalogue that a note holds. */
void case_note_findings(const char *note, struct findings *all);

/*
 * Append an event's detail in the language of the process: the first 8 digits
 * of the photo's hash, what failed or was overruled, what was granted, the
 * texts of the codes, and the reason a person gave (through redact_text()
 * unless unmask).
 */
void case_note_detail(const struct case_detail *detail, bool unmask,
		      struct buf *out);

/*
 * Append the detail of any log row: an event's as above, a task's settings as
 * KEY=VALUE, plain words as they are (masked unless unmask).
 */
void case_note_event(const char *text, bool unmask, struct buf *out);

#endif
