/* SPDX-License-Identifier: MIT */
/*
 * What a case may still do, from its ledger: makes, resubmissions,
 * replacements, failed photos, now or as it was at a time.  Main thread only.
 */
#ifndef REVIEW_CASE_QUOTA_H
#define REVIEW_CASE_QUOTA_H

#include "base/json.h"
#include "rules/case_filter.h"
#include "rules/ledger.h"
#include "store/session.h"
#include "store/student_store.h"

struct case_quota {
	const struct student_row *row;
	enum case_state state; /* by the log, at that time */
	long makes_today;      /* while waiting: those that led to it */
	long makes_left;       /* POLICY_UNLIMITED = any */
	date_time makes_from;  /* 0 = now, -1 = no time helps */
	long resubmits_left, replaces_left;
	long fails, fails_left; /* photos that failed; until escalation */
	long paid;		/* fen */
	bool pay_exempt;
};

typedef int (*case_quota_fn)(void *ctx, const struct case_quota *quota,
			     struct error *err);

struct case_quota_walk {
	date_time as_of; /* LEDGER_STORE_NOW, or the time to go back to */
	case_quota_fn fn;
	void *ctx;
};

int case_quota_each(const struct session *session,
		    const struct case_filter *filter,
		    const struct case_quota_walk *how, struct error *err);

/* All but row, of a ledger that was read already. */
void case_quota_of(const struct ledger *ledger, const struct policies *policies,
		   date_time now, struct case_quota *out);

/* The fields of `case quota`; unlimited is null.  Without key. */
struct json *case_quota_json(const struct case_quota *quota);

#endif
