/* SPDX-License-Identifier: MIT */
/*
 * Importing a list of payments into the task.  Each row is compared with the
 * roster (number and name), with what is due, and with earlier payments; if it
 * fits, it becomes a payment or refund of the student's case.  Main thread
 * only.
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
 * Imports all rows or, with an error, none.  Payments are handled before
 * refunds, whatever their order, because some lists begin with the newest row.
 * Importing the same list again changes nothing and reports the same for each
 * row.
 */
int pay_import(const struct pay_import *how, struct pay_import_counts *counts,
	       struct error *err);

#endif
