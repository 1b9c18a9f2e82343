/* SPDX-License-Identifier: MIT */
/*
 * The detail of a log row: what is to be known of a case's event besides the
 * states before and after it.  It is one JSON object of codes and values.  It
 * holds no sentences, so that the language can be chosen when it is shown, and
 * the ledger can be computed from it.
 *
 *   {"photo":"9f86…","codes":"REV-BLUR REV-EYES","reason":"…"}
 *   {"what":"make","n":2,"reason":"…"}            case grant
 *   {"photo":"9f86…","fails":"same score"}        compare-failed
 *   {"photo":"9f86…","note":[{"code":…}]}         a stop, a refused make
 *   {"undoes":10,"what":"approve","reason":"…"}   undo
 *
 * Rows of early versions hold plain words instead; only the codes of those are
 * read.  Pure; plain values.
 */
#ifndef RULES_CASE_DETAIL_H
#define RULES_CASE_DETAIL_H

#include "base/buf.h"
#include "rules/ledger.h"

enum {
	CASE_DETAIL_CODES = 200,
	CASE_DETAIL_WORD = 48,
	CASE_DETAIL_REASON = 3072 /* a thousand Chinese characters */
};

struct case_detail {
	char photo[LEDGER_SHA];		 /* SHA-256 in hex, or "" */
	char codes[CASE_DETAIL_CODES];	 /* separated by blanks, or "" */
	char reason[CASE_DETAIL_REASON]; /* a person's words, or "" */
	char what[CASE_DETAIL_WORD]; /* what is granted, …; of an undo, the
					event taken back; or "" */
	long n;
	unsigned fails;	  /* enum ledger_fails */
	long long undoes; /* the log row that is taken back; 0 = none */
	const char *note; /* JSON, the note shown beside the case when that is
			     not simply codes and reason; borrowed, or NULL;
			     case_detail_read() does not fill it */
};

/* Copy a text into a field of size bytes, cut at a character. */
void case_detail_put(char *field, size_t size, const char *text);

/*
 * Append the detail as the log keeps it: empty fields are left out, and nothing
 * is appended when all are empty.  Long numbers in the texts of a note's
 * findings are masked.
 */
void case_detail_write(const struct case_detail *detail, struct buf *out);
void case_detail_read(const char *text, struct case_detail *out);

/* Whether key is one of the keys of such an object. */
bool case_detail_has(const char *key);

/*
 * Append the note (rules/case_note.h) that the case has after this row: the
 * row's findings or, when there are none, an object of its codes and reason.
 * Appends nothing when it has neither, for rows of early versions, and for an
 * undo, after which the case has an earlier note again.
 */
void case_detail_note(const char *text, struct buf *out);

/* The same for a detail not written yet; its numbers are not masked. */
void case_detail_beside(const struct case_detail *detail, struct buf *out);

/*
 * The codes of a detail one by one: set *at = codes before the first call;
 * false at the end.  Words too long for a code are skipped.
 */
bool case_detail_next_code(const char **at, char code[CASE_DETAIL_WORD]);

/*
 * Turn a log row into an event for the ledger; e points into detail.  False
 * for rows that do not concern the ledger (an unmask, a check).
 */
struct case_detail_row {
	date_time at;
	const char *event, *after;
	const struct case_detail *detail;
};
bool case_detail_event(const struct case_detail_row *row,
		       struct ledger_event *e);

#endif
