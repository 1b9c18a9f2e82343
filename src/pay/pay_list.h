/* SPDX-License-Identifier: MIT */
/*
 * Reading a list of payments as a bank, WeChat or the school's cashier exports
 * it: columns are found by their titles, and the words of a row become values.
 * pay_import decides what they mean for a case.  struct pay_list owns its rows.
 */
#ifndef PAY_PAY_LIST_H
#define PAY_PAY_LIST_H

#include "codec/table/titled.h"
#include "rules/finding.h"

enum pay_list_state {
	PAY_LIST_PAID,
	PAY_LIST_REFUNDED,
	PAY_LIST_OPEN, /* ordered, and not or no longer to be paid */
	PAY_LIST_UNREAD
};

enum pay_status {
	PAY_OK,
	PAY_UNKNOWN,   /* of nobody on the roster */
	PAY_DUPLICATE, /* its order was there before */
	PAY_MISMATCH,  /* cannot be what it says; not taken, but for PAY-AMOUNT
			*/
	PAY_REFUNDED
};

struct pay_row {
	long row;			    /* as the sheet counts */
	char *number, *name, *item, *order; /* owned, never NULL */
	char paid_at[26];		    /* "" = none or unreadable */
	long fen;			    /* never negative */
	bool has_amount;
	enum pay_list_state state;

	/* What pay_import makes of it. */
	enum pay_status status;
	long long student_id; /* 0 = nobody */
	bool taken, known;    /* now; by an import before */
	struct findings findings;
};

struct pay_list {
	struct pay_row *rows; /* in the order of the file */
	size_t n, cap;
};

#define PAY_LIST_INIT                                                          \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

/*
 * Read the first sheet.  ERROR_INPUT when there is no header with a number
 * and an amount.  A time that cannot be read is PAY-DATE; the second row of an
 * order is PAY-DUP and PAY_DUPLICATE already.
 */
int pay_list_read(const char *file, const struct titled_map *map,
		  struct pay_list *out, struct error *err);
void pay_list_release(struct pay_list *list);

/* "ok", "unknown", "duplicate", "mismatch", "refunded". */
const char *pay_list_status_name(enum pay_status status);

/* The order as a finding names it: its number, a dash without one. */
const char *pay_list_order(const struct pay_row *row);

#endif
