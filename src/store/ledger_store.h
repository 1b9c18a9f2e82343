/* SPDX-License-Identifier: MIT */
/*
 * A case's ledger (rules/ledger.h) and what else the gate asks, read from the
 * store.  The log is the truth: states, counters and reasons are folds of it,
 * so any past moment can be asked for.  Main thread only.
 */
#ifndef STORE_LEDGER_STORE_H
#define STORE_LEDGER_STORE_H

#include "rules/case_detail.h"
#include "rules/gate.h"
#include "store/session.h"
#include "store/student_store.h"

/* As of everything that is in the log. */
#define LEDGER_STORE_NOW SESSION_NOW

/* Fold the case's rows of the log up to as_of, with the policies of then. */
int ledger_store_read(const struct session *session, long long student_id,
		      date_time as_of, struct ledger *out, struct error *err);

/*
 * The task's policies as they were: what `task set` and `task create` logged
 * up to as_of; a task made by an older version gives today's.
 */
int ledger_store_policies(const struct session *session, date_time as_of,
			  struct policies *out, struct error *err);

/* The facts of a case for the gate, with the room their texts lie in. */
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
 * An event that moves no state (a grant, a payment, a failed comparison, an
 * overruled stop) into the log, in the caller's transaction.
 */
int ledger_store_mark(const struct session *session, long long student_id,
		      enum ledger_mark mark, const struct case_detail *detail,
		      struct error *err);

/*
 * Where a table says of a case what the log's rows do not give: its state, its
 * photo in force, the sum paid.  `store check` names them.
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
