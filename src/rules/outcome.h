/* SPDX-License-Identifier: MIT */
/*
 * Outcomes of comparisons that another system made, given in words: of faces
 * (比对结果) or of person and document (人证结果, 核验结果).  The words known
 * are those of the systems' own lists; for any other word there is no outcome,
 * it is never guessed.  Pure, thread-safe.
 */
#ifndef RULES_OUTCOME_H
#define RULES_OUTCOME_H

#include "rules/finding.h"
#include "rules/ledger.h"
#include "rules/policy.h"

enum outcome_kind { OUTCOME_FACE, OUTCOME_IDENTITY, OUTCOME_KINDS };

/* From good to bad; OUTCOME_NONE: the word is not known. */
enum outcome {
	OUTCOME_SAME,
	OUTCOME_SUSPECT,
	OUTCOME_NOTSAME,
	OUTCOME_INVALID, /* the identity data, not the face */
	OUTCOME_NONE
};

/* "face", "identity": in the store and in JSON. */
const char *outcome_kind_name(enum outcome_kind kind);
/* The kind of outcome in a column with this title. */
enum outcome_kind outcome_kind_of(const char *title);

/* "same", "suspect", "notsame", "invalid"; "" for OUTCOME_NONE. */
const char *outcome_name(enum outcome outcome);
enum outcome outcome_find(const char *name);
/* The same for people, in the language of the process. */
const char *outcome_show(enum outcome outcome);

/* A cell's word, "同一人", "疑似", "信息不匹配" … or one of our names. */
enum outcome outcome_read(const char *text);

/* Whether it stops the case: SAME never, SUSPECT by policy, others always. */
bool outcome_stops(enum outcome outcome, const struct policies *policies);

/* Add a finding for any outcome but SAME; an error when it stops the case. */
void outcome_finding(enum outcome outcome, const struct policies *policies,
		     struct findings *all);

/* What a failed outcome of this kind counts as in the ledger. */
enum ledger_fails outcome_fails(enum outcome_kind kind);

#endif
