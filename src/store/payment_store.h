/* SPDX-License-Identifier: MIT */
/*
 * Payments and refunds, as read from lists.  Rows are only added; a refund is a
 * row of its own.  The sum that a case has paid is in its ledger
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

/* Add the row and log the payment, in the caller's transaction. */
int payment_store_add(const struct session *session,
		      const struct payment_row *row, struct error *err);

enum payment_store_known {
	PAYMENT_STORE_NEW,
	PAYMENT_STORE_SAME, /* the same payment is stored already */
	PAYMENT_STORE_ORDER /* another payment has its order number */
};

/* Payments without order number are the same if student, amount, time are. */
int payment_store_find(const struct session *session,
		       const struct payment_row *row,
		       enum payment_store_known *known, struct error *err);

/* The fen that the student of a refund paid under its order; 0 = none. */
int payment_store_paid(const struct session *session,
		       const struct payment_row *refund, long long *fen,
		       struct error *err);

#endif
