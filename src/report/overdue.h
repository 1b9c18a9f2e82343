/* SPDX-License-Identifier: MIT */
/*
 * What has waited longer than the task allows, in working days
 * (rules/workday.h): rejected cases without a new photo (policy replace_days),
 * and photos handed over that are not online (online_days).  For a year whose
 * holidays are not known only weekends count, which is reported.
 */
#ifndef REPORT_OVERDUE_H
#define REPORT_OVERDUE_H

#include "rules/case_filter.h"
#include "store/session.h"
#include "store/student_store.h"

enum overdue_kind { OVERDUE_PHOTO, OVERDUE_ONLINE };

struct overdue_case {
	const struct student_row *row; /* borrowed */
	enum overdue_kind kind;
	struct date due;
	long days; /* working days since then, at least 1 */
};

typedef int (*overdue_fn)(void *ctx, const struct overdue_case *late,
			  struct error *err);

struct overdue_walk {
	overdue_fn fn;
	void *ctx;
	int unknown_year; /* set: a year without a calendar; 0 = none */
};

int overdue_each(const struct session *session,
		 const struct case_filter *filter, struct overdue_walk *walk,
		 struct error *err);

/* "replace", "online". */
const char *overdue_kind_name(enum overdue_kind kind);

#endif
