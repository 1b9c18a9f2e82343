/* SPDX-License-Identifier: MIT */
/*
 * Payments and refunds that were taken from lists: rows are only added, a
 * refund is a row of its own.  What a case has paid is its ledger's to say
 * (rules/ledger.h); payment_store_add() writes both.  Main thread only.
 */
#ifndef STORE_PAYMENT_STORE_H
#define STORE_PAYMENT_STORE_H

#include "store/session.h"

struct payment_row {
	long long student_id;
	const char *number;		       /* as the list gives it */
	const char *item, *order_no, *paid_at; /* "" = not given */
	long fen;			       /* never negative */
	bool refund;
	const char *source; /* the list's name */
	long source_row;
};

/* The row and the mark in the case's log, in the caller's transaction. */
int payment_store_add(const struct session *session,
		      const struct payment_row *row, struct error *err);

enum payment_store_known {
	PAYMENT_STORE_NEW,
	PAYMENT_STORE_SAME, /* this very payment was taken before */
	PAYMENT_STORE_ORDER /* its order number is another payment's */
};

/* Without an order number: same student, amount and time are the same. */
int payment_store_find(const struct session *session,
		       const struct payment_row *row,
		       enum payment_store_known *known, struct error *err);

/* What was paid under a refund's order by its student, in fen; 0 = nothing. */
int payment_store_paid(const struct session *session,
		       const struct payment_row *refund, long long *fen,
		       struct error *err);

#endif
