/* SPDX-License-Identifier: MIT */
/*
 * What each student is told: a text by the state of the case, from
 * share/notices.ini and the office's own STORE/notices.ini, with reason, what
 * to do and until when filled in.  A state without a text gives no notice.
 */
#ifndef REPORT_NOTICE_H
#define REPORT_NOTICE_H

#include "base/i18n.h"
#include "report/missing.h"
#include "rules/case_filter.h"
#include "store/session.h"
#include "store/student_store.h"

struct notice {
	const struct student_row *row; /* borrowed */
	struct missing_case why;
	char due[11]; /* the last day; "" = none */
	struct buf text;
};

typedef int (*notice_fn)(void *ctx, const struct notice *notice,
			 struct error *err);

struct notice_walk {
	enum i18n_lang lang; /* of the students, not of the office's screen */
	bool unmask;	     /* the name in the text */
	notice_fn fn;
	void *ctx;
	int unknown_year; /* set: of a deadline without a calendar; 0 = none */
};

/* ERROR_USAGE names what a file of texts has wrong. */
int notice_each(const struct session *session, const struct case_filter *filter,
		struct notice_walk *walk, struct error *err);

/*
 * Append a text with its {words} filled in by get, which returns NULL for an
 * unknown one.  A part in [ ] is left out when a word in it is empty.  -1 with
 * ERROR_USAGE for an unknown word or a bracket without its other half.
 */
typedef const char *(*notice_word_fn)(void *ctx, const char *word);
int notice_fill(const char *text, notice_word_fn get, void *ctx,
		struct buf *out, struct error *err);

#endif
