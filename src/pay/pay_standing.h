/* SPDX-License-Identifier: MIT */
/*
 * What each student owes and has paid according to the ledgers, now or at an
 * earlier time, and exemptions from payment.  Main thread only.
 */
#ifndef PAY_PAY_STANDING_H
#define PAY_PAY_STANDING_H

#include "base/date.h"
#include "rules/case_filter.h"
#include "store/session.h"
#include "store/student_store.h"

enum pay_standing_kind {
	PAY_STANDING_UNPAID,
	PAY_STANDING_PART,
	PAY_STANDING_PAID,
	PAY_STANDING_OVER, /* more than is due */
	PAY_STANDING_EXEMPT,
	PAY_STANDING_COUNT
};

struct pay_standing {
	const struct student_row *row;
	enum case_state state; /* by the log, at that time */
	enum pay_standing_kind kind;
	long due, paid; /* fen; due 0 = any amount will do */
};

typedef int (*pay_standing_fn)(void *ctx, const struct pay_standing *standing,
			       struct error *err);

struct pay_standing_walk {
	date_time as_of; /* LEDGER_STORE_NOW, or the time to go back to */
	pay_standing_fn fn;
	void *ctx;
	bool required; /* set: the task asks for payment, at that time */
};

int pay_standing_each(const struct session *session,
		      const struct case_filter *filter,
		      struct pay_standing_walk *walk, struct error *err);

/* "unpaid", "part", "paid", "over", "exempt". */
const char *pay_standing_name(enum pay_standing_kind kind);

/*
 * Exempt the filter's cases from payment or, with undo, end that, with the
 * reason and in one transaction; fn is called after each.  ERROR_USAGE without
 * a reason.
 */
struct pay_exempt {
	bool undo;
	const char *reason;
	pay_standing_fn fn;
	void *ctx;
};
int pay_standing_exempt(const struct session *session,
			const struct case_filter *filter,
			const struct pay_exempt *exempt, struct error *err);

#endif
