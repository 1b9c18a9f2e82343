/* SPDX-License-Identifier: MIT */
/*
 * A list of payments into the task: each row is held against the roster (whose
 * number, whose name), against what is due and against what was taken before;
 * what fits is a payment or refund of its case.  Main thread only.
 */
#ifndef PAY_PAY_IMPORT_H
#define PAY_PAY_IMPORT_H

#include "pay/pay_list.h"
#include "rules/student.h"
#include "store/session.h"

struct pay_import {
	const struct session *session;
	const char *file;
	struct titled_map map;
	/* each row in the order of the file; student NULL = nobody */
	int (*show)(void *ctx, const struct pay_row *row,
		    const struct student *student, struct error *err);
	void *ctx;
};

struct pay_import_counts {
	long total, by_status[PAY_REFUNDED + 1];
	long taken, known; /* new payments and refunds; those there already */
	bool found;	   /* something a person should look at */
};

/*
 * All rows or, with an error, none.  Payments come before refunds, wherever
 * they stand, because lists put the newest first as often as last.  The same
 * list again takes nothing and says the same of each row.
 */
int pay_import(const struct pay_import *how, struct pay_import_counts *counts,
	       struct error *err);

#endif
