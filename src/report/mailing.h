/* SPDX-License-Identifier: MIT */
/*
 * Mailing prints: labels and lists of addresses, and the record of what was
 * sent.
 *
 * When something is mailed, the address is stored in the table of mailings with
 * the day and the clerk, and later changes of the roster do not alter it.
 * Students who were sent something are left out the next time, unless that is
 * asked for.  Main thread.
 */
#ifndef REPORT_MAILING_H
#define REPORT_MAILING_H

#include "report/print_sizes.h"
#include "rules/case_filter.h"
#include "store/student_store.h"

/* One student; borrowed until the next. */
struct mailing_shown {
	const struct student *student;
	const char *name, *phone, *address, *postcode; /* in clear */
	const char *mailed_at;			       /* "" = not yet */
	bool chosen; /* has a label; else findings say why not */
	bool mailed; /* by this run */
	struct findings findings;
};
typedef int (*mailing_fn)(void *ctx, const struct mailing_shown *shown,
			  struct error *err);

enum mailing_kind {
	MAILING_LOOK, /* addresses of the roster, nothing recorded */
	MAILING_SEND, /* the same, and recorded as sent */
	MAILING_SENT, /* what was sent, as it was */
};

struct mailing {
	const struct session *session;
	const struct case_filter *filter;
	enum mailing_kind kind;
	bool again; /* SEND: those too who were sent before */
	bool unmask;
	const char *path; /* of labels; NULL = none are drawn */
	const struct print_labels *labels;
	long skip; /* labels of the first sheet used up */
	mailing_fn show;
	void *ctx;
};

struct mailing_counts {
	long total, chosen, left_out, found /* with a finding */, sheets;
};

int mailing_run(const struct mailing *job, struct mailing_counts *counts,
		struct error *err);

#endif
