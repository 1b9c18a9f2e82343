/* SPDX-License-Identifier: MIT */
/*
 * Granting single students, with a reason, more of what a policy limits: makes,
 * resubmissions, replacements, failed comparisons.  A grant is an event in the
 * log; no counter is reset.  Main thread only.
 */
#ifndef REVIEW_CASE_GRANT_H
#define REVIEW_CASE_GRANT_H

#include "rules/case_filter.h"
#include "rules/ledger.h"
#include "store/session.h"
#include "store/student_store.h"

enum { CASE_GRANT_MOST = 100 };

struct case_grant {
	long more[LEDGER_GRANT_COUNT]; /* 0..CASE_GRANT_MOST each */
	const char *reason;
};

/* Take "make=1"; ERROR_USAGE names what can be granted. */
int case_grant_parse(struct case_grant *grant, const char *word,
		     struct error *err);

typedef int (*case_grant_fn)(void *ctx, const struct student_row *row,
			     struct error *err);

/*
 * To every case of the filter, in one transaction; fn after each.
 * ERROR_USAGE without a reason or with nothing to grant.
 */
struct case_grant_shown {
	case_grant_fn fn;
	void *ctx;
};
int case_grant_give(const struct session *session,
		    const struct case_grant *grant,
		    const struct case_filter *filter,
		    const struct case_grant_shown *shown, struct error *err);

#endif
