/* SPDX-License-Identifier: MIT */
/*
 * What is missing: every student whose case is stuck on its way to the
 * platform, or who has not paid what the task requires, with the reason and
 * what to do.
 */
#ifndef REPORT_MISSING_H
#define REPORT_MISSING_H

#include "base/i18n.h"
#include "rules/case_filter.h"
#include "rules/ledger.h"
#include "store/refused_store.h"
#include "store/session.h"
#include "store/student_store.h"

/* What lacks first of all. */
enum missing_kind {
	MISSING_PHOTO,
	MISSING_MAKE, /* there is a photo, and nothing made of it */
	MISSING_CODE,
	MISSING_DECISION, /* stopped, rejected, sent back, with the registrar */
	MISSING_PAYMENT,  /* and nothing else */
	MISSING_KINDS
};

struct missing_case {
	const struct student_row *row; /* borrowed */
	enum missing_kind kind;
	bool unpaid;		   /* whatever else lacks */
	const char *what;	   /* code, photo, make, intercepted, … */
	struct buf reason, advice; /* in the language of the process */
};

typedef int (*missing_fn)(void *ctx, const struct missing_case *m,
			  struct error *err);

/* Whether a case in this state is on its way; the rest wants somebody. */
bool missing_is_on_its_way(enum case_state state);

/* Whether the task asks for payment and it is not all there. */
bool missing_is_unpaid(const struct policies *policies,
		       const struct ledger *ledger);

/*
 * Append why a case stands as it does and what to do, in a language that need
 * not be the process's; nothing for what needs no explaining.
 */
int missing_explain(const struct session *session,
		    const struct student_row *row, enum i18n_lang lang,
		    struct missing_case *out, struct error *err);

/*
 * Rows that rosters left out and payments that were not taken, of the filter's
 * college, class and level; none where it asks for what only a case has.
 */
struct missing_row {
	const struct refused_row *row; /* borrowed */
	struct buf reason, advice;
};
typedef int (*missing_row_fn)(void *ctx, const struct missing_row *row,
			      struct error *err);
int missing_each_row(const struct session *session,
		     const struct case_filter *filter, missing_row_fn fn,
		     void *ctx, struct error *err);

int missing_each(const struct session *session,
		 const struct case_filter *filter, missing_fn fn, void *ctx,
		 struct error *err);

#endif
