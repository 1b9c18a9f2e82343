/* SPDX-License-Identifier: MIT */
/*
 * A case's ledger (rules/ledger.h) and the other facts that the gate needs,
 * read from the store.  States, counters and reasons are computed from the log,
 * so they can be had for any past moment.  Main thread only.
 */
#ifndef STORE_LEDGER_STORE_H
#define STORE_LEDGER_STORE_H

#include "rules/case_detail.h"
#include "rules/gate.h"
#include "store/session.h"
#include "store/student_store.h"

/* For as_of: everything that is in the log. */
#define LEDGER_STORE_NOW SESSION_NOW

/* The ledger from the case's log rows up to as_of and the policies then. */
int ledger_store_read(const struct session *session, long long student_id,
		      date_time as_of, struct ledger *out, struct error *err);

/*
 * The task's policies at as_of, from what `task create` and `task set` logged.
 * For a task made by an early version, which did not log them, today's.
 */
int ledger_store_policies(const struct session *session, date_time as_of,
			  struct policies *out, struct error *err);

/* The facts of a case for the gate; the arrays hold the texts of gate. */
struct ledger_facts {
	struct gate_case gate;
	char code_fault[FINDING_CODE], code_look[FINDING_CODE];
	char enrollment[LEDGER_SHA];
	char warning[FINDING_CODE];
};
int ledger_store_facts(const struct session *session,
		       const struct student_row *row, struct ledger_facts *out,
		       struct error *err);

/*
 * Log an event that changes no state (a grant, a payment, a failed comparison,
 * an overruled stop), in the caller's transaction.
 */
int ledger_store_mark(const struct session *session, long long student_id,
		      enum ledger_mark mark, const struct case_detail *detail,
		      struct error *err);

/*
 * A value in a table that differs from the one computed from the log: a case's
 * state, its photo in force, the sum paid.  `store check` reports these.
 */
struct ledger_wrong {
	long long student_id;
	const char *number; /* 学号 */
	const char *what;   /* state, photo, paid */
	const char *in_table, *by_log;
};
typedef int (*ledger_store_fn)(void *ctx, const struct ledger_wrong *wrong,
			       struct error *err);
int ledger_store_each_wrong(struct store *store, ledger_store_fn fn, void *ctx,
			    struct error *err);

#endif
