/* SPDX-License-Identifier: MIT */
/*
 * What a case's event says beside its states, as the log keeps it: one JSON
 * object with codes and values and no sentence of ours, so that the language
 * is chosen when it is shown and the ledger folds from it.
 *
 *   {"photo":"9f86…","codes":"REV-BLUR REV-EYES","reason":"…"}
 *   {"what":"make","n":2,"reason":"…"}            case grant
 *   {"photo":"9f86…","fails":"same score"}        compare-failed
 *   {"photo":"9f86…","note":[{"code":…}]}         a stop, a refused make
 *   {"undoes":10,"what":"approve","reason":"…"}   undo
 *
 * Rows written by versions before this one hold plain words; they read as
 * empty but for codes.  Pure; plain values.
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
	char codes[CASE_DETAIL_CODES];	 /* with blanks between, or "" */
	char reason[CASE_DETAIL_REASON]; /* a person's words, or "" */
	char what[CASE_DETAIL_WORD];	 /* of a grant, an outcome, … or "" */
	long n;
	unsigned fails;	  /* enum ledger_fails */
	long long undoes; /* the row that is taken back, what its event; 0 */
	const char *note; /* what stands beside the case, if it is not the
			     codes and the reason: JSON, borrowed; NULL;
			     written, not read */
};

/* Copy a text into a field of size bytes, cut at a character. */
void case_detail_put(char *field, size_t size, const char *text);

/*
 * For the log: empty fields are left out, nothing at all gives "".  Long
 * numbers in the texts of a note's findings have stars in them.
 */
void case_detail_write(const struct case_detail *detail, struct buf *out);
void case_detail_read(const char *text, struct case_detail *out);

/* Whether a key of the object is one of these fields. */
bool case_detail_has(const char *key);

/*
 * What stands beside the case after the row: its findings or, without any, an
 * object of its codes and reason; "" for neither and for older rows' words.
 * A row that takes another back brings the note of before.
 */
void case_detail_note(const char *text, struct buf *out);

/* The same of what is about to be written, with its numbers in clear. */
void case_detail_beside(const struct case_detail *detail, struct buf *out);

/*
 * The codes of a detail one by one: call with *at = codes first; false at the
 * end.  A word too long for a code is passed over.
 */
bool case_detail_next_code(const char **at, char code[CASE_DETAIL_WORD]);

/*
 * The ledger's event of a log row; e borrows detail and is valid as long as
 * it.  False for rows the ledger does not know (an unmask, a check).
 */
struct case_detail_row {
	date_time at;
	const char *event, *after;
	const struct case_detail *detail;
};
bool case_detail_event(const struct case_detail_row *row,
		       struct ledger_event *e);

#endif
